import type { Migration } from '../../migrate.ts';

export const accountFacts: Migration = {
  version: 55,
  name: 'what Amazon says of an account: its limits, the sandbox, whether it may send',
  up: `
    -- JSON, as read last; NULL where nothing was read
    ALTER TABLE transports ADD COLUMN account TEXT;
  `,
};

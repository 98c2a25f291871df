import type { Migration } from '../../migrate.ts';

export const brandKitColumn: Migration = {
  version: 200,
  name: 'how a brand looks beside its colours',
  up: `
    -- JSON: logo, typefaces, shape of the buttons, further colours
    ALTER TABLE brands ADD COLUMN kit TEXT NOT NULL DEFAULT '{}';
  `,
};

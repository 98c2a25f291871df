import type { Migration } from '../../migrate.ts';

export const programs: Migration = {
  version: 240,
  name: 'what programs were answered, and what they said that the app has no word for',
  up: `
    -- What a request was answered that may come again: the same request gets the same answer.
    CREATE TABLE idempotent_answers (
      key TEXT PRIMARY KEY,
      -- what the request asked for, as a hash: another request under the same key is refused
      fingerprint TEXT NOT NULL,
      -- null as long as it is being worked on; a crash leaves it so
      status INTEGER,
      body TEXT NOT NULL DEFAULT '',
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX idempotent_answers_by_time ON idempotent_answers (at);

    -- Facts that programs keep here and that only programs read, such as the source of a template as it was written.
    CREATE TABLE program_facts (
      name TEXT PRIMARY KEY,
      -- JSON
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};

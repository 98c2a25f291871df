import type { Migration } from '../../migrate.ts';

export const keptSets: Migration = {
  version: 220,
  name: 'which tags, memberships and doings of people have changed of late; who opened a campaign, and when, from one index',
  up: `
    -- With the time at the end, so that "opened this campaign in these days" looks at no event itself.
    DROP INDEX events_by_send;
    CREATE INDEX events_by_send ON events (send_id, name, contact_id, at) WHERE send_id IS NOT NULL;
    DROP INDEX events_by_link;
    CREATE INDEX events_by_link ON events (link_id, name, contact_id, at) WHERE link_id IS NOT NULL;

    -- What is kept in memory of tags, lists, receipts and tallies reads here what it has to look at again. New memberships
    -- are not noted: their ids tell. The oldest are cleared away; whoever has missed some begins anew.
    CREATE TABLE set_changes (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      -- tag, list, left, received or did; not checked, since the list of words would be built anew for each row
      what TEXT NOT NULL,
      -- the tag, the list, the membership that is gone, or the name of what they did
      of ANY,
      contact_id INTEGER NOT NULL
    ) STRICT;

    CREATE TRIGGER contact_tags_put AFTER INSERT ON contact_tags BEGIN
      INSERT INTO set_changes (what, of, contact_id) VALUES ('tag', NEW.tag_id, NEW.contact_id);
    END;
    CREATE TRIGGER contact_tags_taken AFTER DELETE ON contact_tags BEGIN
      INSERT INTO set_changes (what, of, contact_id) VALUES ('tag', OLD.tag_id, OLD.contact_id);
    END;
    CREATE TRIGGER contact_tags_moved AFTER UPDATE ON contact_tags BEGIN
      INSERT INTO set_changes (what, of, contact_id) VALUES
        ('tag', OLD.tag_id, OLD.contact_id), ('tag', NEW.tag_id, NEW.contact_id);
    END;

    CREATE TRIGGER memberships_changed AFTER UPDATE OF status ON memberships WHEN NEW.status <> OLD.status BEGIN
      INSERT INTO set_changes (what, of, contact_id) VALUES ('list', NEW.list_id, NEW.contact_id);
    END;
    CREATE TRIGGER memberships_moved AFTER UPDATE OF contact_id, list_id ON memberships BEGIN
      INSERT INTO set_changes (what, of, contact_id) VALUES
        ('list', OLD.list_id, OLD.contact_id), ('list', NEW.list_id, NEW.contact_id);
    END;
    CREATE TRIGGER memberships_gone AFTER DELETE ON memberships BEGIN
      INSERT INTO set_changes (what, of, contact_id) VALUES ('left', OLD.id, OLD.contact_id);
    END;

    CREATE TRIGGER receipts_made AFTER INSERT ON receipts BEGIN
      INSERT INTO set_changes (what, contact_id) VALUES ('received', NEW.contact_id);
    END;
    CREATE TRIGGER receipts_changed AFTER UPDATE ON receipts BEGIN
      INSERT INTO set_changes (what, contact_id) VALUES ('received', NEW.contact_id);
    END;
    CREATE TRIGGER receipts_gone AFTER DELETE ON receipts BEGIN
      INSERT INTO set_changes (what, contact_id) VALUES ('received', OLD.contact_id);
    END;

    CREATE TRIGGER tallies_made AFTER INSERT ON tallies BEGIN
      INSERT INTO set_changes (what, of, contact_id) VALUES ('did', NEW.name, NEW.contact_id);
    END;
    CREATE TRIGGER tallies_changed AFTER UPDATE ON tallies BEGIN
      INSERT INTO set_changes (what, of, contact_id) VALUES ('did', NEW.name, NEW.contact_id);
    END;
    CREATE TRIGGER tallies_gone AFTER DELETE ON tallies BEGIN
      INSERT INTO set_changes (what, of, contact_id) VALUES ('did', OLD.name, OLD.contact_id);
    END;
  `,
};

import type { Migration } from './migrate.ts';

/**
 * Version 5: changes of the classes as events of their own, so that they are taken back in order with the corrections. The
 * journal and its hashes stay as they are.
 */
const fifthSchema = `
CREATE TABLE class_events (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('changeClasses', 'undoClasses', 'redoClasses')),
  -- The last event of the journal at that time: its place among the corrections; 0 before the first.
  after_sequence INTEGER NOT NULL CHECK (after_sequence >= 0),
  target_sequence INTEGER REFERENCES class_events (sequence),
  -- All classes, before and after it (JSON).
  classes_before TEXT NOT NULL CHECK (json_valid(classes_before)),
  classes_after TEXT NOT NULL CHECK (json_valid(classes_after))
) STRICT;
CREATE TRIGGER class_events_keep_rows BEFORE DELETE ON class_events
  BEGIN SELECT RAISE(ABORT, 'changes of classes are append-only: rows are never deleted'); END;
CREATE TRIGGER class_events_keep_words BEFORE UPDATE ON class_events
  BEGIN SELECT RAISE(ABORT, 'changes of classes are append-only: rows are never changed'); END;
`;

export const toFifthSchema: Migration = (database) => database.exec(fifthSchema);

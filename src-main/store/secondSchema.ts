import type { DatabaseSync } from 'node:sqlite';
import { tileSide, unlabelled } from '../core/labels/labelMap.ts';
import { unpack } from './packing.ts';

/**
 * Version 2: colour, channels, pixel size and stacks of images; retired classes; objects beside classes; gestures; the
 * expert's word on whole images.
 *
 * The journal's CHECK of tools and decisions widens, so its table is made anew. Its rows are copied word by word with
 * their hashes, and the count of events ever appended goes along. The old table is renamed first, so that its own
 * references follow it and nothing refers to what is dropped.
 */
const secondSchema = `
ALTER TABLE classes ADD COLUMN retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1));

ALTER TABLE images ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey' CHECK (colour IN ('grey', 'rgb', 'channels'));
ALTER TABLE images ADD COLUMN channel_names TEXT NOT NULL DEFAULT '["Intensity"]' CHECK (json_valid(channel_names));
ALTER TABLE images ADD COLUMN channel_ranges TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(channel_ranges));
-- Micrometres a pixel; null where unknown.
ALTER TABLE images ADD COLUMN pixel_size TEXT CHECK (json_valid(pixel_size));
ALTER TABLE images ADD COLUMN stack_id TEXT;
ALTER TABLE images ADD COLUMN stack_name TEXT;
ALTER TABLE images ADD COLUMN stack_index INTEGER;
ALTER TABLE images ADD COLUMN stack_count INTEGER;
-- The blob that holds the image, and which of its slices this is.
ALTER TABLE images ADD COLUMN file_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE images ADD COLUMN file_slice INTEGER NOT NULL DEFAULT 0;
-- The expert's word on the whole image: the fold of the journal's reviews without a region.
ALTER TABLE images ADD COLUMN decision TEXT CHECK (decision IN ('accepted', 'flagged'));
UPDATE images SET
  colour = CASE channels WHEN 1 THEN 'grey' ELSE 'rgb' END,
  channel_names = CASE channels WHEN 1 THEN '["Intensity"]' ELSE '["Red","Green","Blue"]' END,
  channel_ranges = CASE channels
    WHEN 1 THEN json_array(json_array(display_low, display_high))
    ELSE json_array(json_array(display_low, display_high), json_array(display_low, display_high), json_array(display_low, display_high)) END,
  file_hash = content_hash;
CREATE INDEX images_of_stack ON images (stack_id, stack_index) WHERE stack_id IS NOT NULL;

DROP TRIGGER journal_keeps_rows;
DROP TRIGGER journal_keeps_words;
DROP INDEX journal_of_image;
DROP INDEX journal_of_region;
ALTER TABLE journal RENAME TO journal_of_first_schema;
CREATE TABLE journal (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('annotate', 'undo', 'redo', 'review')),
  image_id TEXT NOT NULL REFERENCES images (id),
  tool TEXT CHECK (tool IN ('brush', 'eraser', 'polygon', 'lasso', 'fill', 'wand', 'superpixel', 'smartBrush', 'threshold',
    'boxPrompt', 'regionGrow', 'interpolate', 'merge', 'split', 'fillHoles', 'smooth', 'crf', 'relabel', 'delete', 'objects',
    'accept', 'import', 'simulatedExpert')),
  class_index INTEGER,
  changed_pixels INTEGER NOT NULL CHECK (changed_pixels >= 0),
  model_id TEXT,
  mean_uncertainty REAL,
  region_id TEXT,
  decision TEXT CHECK (decision IN ('accepted', 'corrected', 'deferred', 'flagged', 'reopened')),
  target_sequence INTEGER REFERENCES journal (sequence),
  -- Events that share it are taken back together.
  gesture_id TEXT,
  -- The encoded change of classes, deflated; null where none changed.
  diff BLOB,
  -- The encoded change of objects, deflated; null where none changed.
  object_diff BLOB,
  -- sha256 over the hash before and this row: see journalHash.ts.
  hash TEXT NOT NULL
) STRICT;
INSERT INTO journal (sequence, at, who, kind, image_id, tool, class_index, changed_pixels, model_id, mean_uncertainty,
    region_id, decision, target_sequence, diff, hash)
  SELECT sequence, at, who, kind, image_id, tool, class_index, changed_pixels, model_id, mean_uncertainty,
    region_id, decision, target_sequence, diff, hash FROM journal_of_first_schema ORDER BY sequence;
-- An empty journal may still have had events that were cut off behind the program's back.
DELETE FROM sqlite_sequence WHERE name = 'journal';
UPDATE sqlite_sequence SET name = 'journal' WHERE name = 'journal_of_first_schema';
DROP TABLE journal_of_first_schema;
CREATE INDEX journal_of_image ON journal (image_id, sequence);
CREATE INDEX journal_of_region ON journal (region_id) WHERE region_id IS NOT NULL;
CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only: rows are never deleted'); END;
CREATE TRIGGER journal_keeps_words BEFORE UPDATE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only: rows are never changed'); END;

-- What all pixels of the tile hold, where they hold the same.
ALTER TABLE label_tiles ADD COLUMN uniform INTEGER CHECK (uniform BETWEEN 0 AND 255);

-- Object numbers of tileSide x tileSide pixels, little-endian words, deflated; a tile without any object has no row.
CREATE TABLE object_tiles (
  image_id TEXT NOT NULL REFERENCES images (id),
  tile_row INTEGER NOT NULL,
  tile_column INTEGER NOT NULL,
  uniform INTEGER CHECK (uniform BETWEEN 0 AND 4294967295),
  data BLOB NOT NULL,
  PRIMARY KEY (image_id, tile_row, tile_column)
) STRICT;
`;

export function toSecondSchema(database: DatabaseSync): void {
  database.exec(secondSchema);
  summariseTiles(database);
}

/** Tiles that were cleared again kept their row in version 1; now a tile without any label has none. */
function summariseTiles(database: DatabaseSync): void {
  const tiles = database.prepare('SELECT rowid, data FROM label_tiles').all();
  const setUniform = database.prepare('UPDATE label_tiles SET uniform = ? WHERE rowid = ?');
  const remove = database.prepare('DELETE FROM label_tiles WHERE rowid = ?');
  for (const { rowid, data } of tiles) {
    const [first, ...others] = new Set(unpack(data as Uint8Array, tileSide * tileSide));
    if (first === undefined || others.length > 0) continue;
    if (first === unlabelled) remove.run(rowid!);
    else setUniform.run(first, rowid!);
  }
}

import type { Migration } from './migrate.ts';
import { toSecondSchema } from './secondSchema.ts';
import { toThirdSchema } from './thirdSchema.ts';
import { toEighthSchema } from './eighthSchema.ts';
import { toFifthSchema } from './fifthSchema.ts';
import { toFourthSchema } from './fourthSchema.ts';
import { toSeventhSchema } from './seventhSchema.ts';
import { toSixthSchema } from './sixthSchema.ts';

/** "SFMT": tells a project from any other SQLite file. */
export const applicationId = 0x53464d54;

/**
 * Version 1. `STRICT` tables and CHECKs hold the types, so rows are trusted when read. The journal is the truth;
 * `label_tiles` and the label columns of `images` are its fold, kept in the same transaction.
 */
const firstSchema = `
CREATE TABLE project (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

-- A class is never deleted: journal rows name its index.
CREATE TABLE classes (
  class_index INTEGER PRIMARY KEY CHECK (class_index BETWEEN 0 AND 254),
  name TEXT NOT NULL,
  colour TEXT NOT NULL
) STRICT;

CREATE TABLE images (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  channels INTEGER NOT NULL CHECK (channels > 0),
  sample_type TEXT NOT NULL CHECK (sample_type IN ('uint8', 'uint16', 'float32')),
  display_low REAL NOT NULL,
  display_high REAL NOT NULL,
  content_hash TEXT NOT NULL UNIQUE,
  -- The label file it came with, kept as it was.
  label_file_hash TEXT,
  role TEXT NOT NULL CHECK (role IN ('work', 'heldBack')),
  imported_at TEXT NOT NULL,
  labelled_pixels INTEGER NOT NULL DEFAULT 0 CHECK (labelled_pixels BETWEEN 0 AND width * height),
  label_sequence INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE journal (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('annotate', 'undo', 'redo', 'review')),
  image_id TEXT NOT NULL REFERENCES images (id),
  tool TEXT CHECK (tool IN ('brush', 'eraser', 'accept', 'import', 'simulatedExpert')),
  class_index INTEGER,
  changed_pixels INTEGER NOT NULL CHECK (changed_pixels >= 0),
  model_id TEXT,
  mean_uncertainty REAL,
  region_id TEXT,
  decision TEXT CHECK (decision IN ('accepted', 'corrected', 'deferred', 'flagged')),
  target_sequence INTEGER REFERENCES journal (sequence),
  -- The encoded diff, deflated; null where no pixel changed.
  diff BLOB,
  -- sha256 over the hash before and this row: see journalHash.ts.
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX journal_of_image ON journal (image_id, sequence);
CREATE INDEX journal_of_region ON journal (region_id) WHERE region_id IS NOT NULL;
CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only: rows are never deleted'); END;
CREATE TRIGGER journal_keeps_words BEFORE UPDATE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only: rows are never changed'); END;

-- Tiles of tileSide pixels, cut at the image's edge, deflated; a tile without any label has no row.
CREATE TABLE label_tiles (
  image_id TEXT NOT NULL REFERENCES images (id),
  tile_row INTEGER NOT NULL,
  tile_column INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (image_id, tile_row, tile_column)
) STRICT;

CREATE TABLE models (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('inUse', 'candidate', 'retired', 'declined')),
  created_at TEXT NOT NULL,
  architecture TEXT NOT NULL,
  member_count INTEGER NOT NULL CHECK (member_count > 0),
  parent_id TEXT REFERENCES models (id),
  -- Journal sequence up to which labels had a part in its training; null for a model from elsewhere.
  label_sequence INTEGER,
  figures TEXT CHECK (json_valid(figures)),
  parent_figures TEXT CHECK (json_valid(parent_figures))
) STRICT;
CREATE UNIQUE INDEX one_model_in_use ON models (state) WHERE state = 'inUse';

CREATE TABLE predictions (
  model_id TEXT NOT NULL REFERENCES models (id),
  image_id TEXT NOT NULL REFERENCES images (id),
  file_name TEXT NOT NULL,
  ranges TEXT NOT NULL CHECK (json_valid(ranges)),
  means TEXT NOT NULL CHECK (json_valid(means)),
  PRIMARY KEY (model_id, image_id)
) STRICT;

CREATE TABLE regions (
  id TEXT PRIMARY KEY,
  image_id TEXT NOT NULL REFERENCES images (id),
  model_id TEXT NOT NULL REFERENCES models (id),
  x INTEGER NOT NULL,
  y INTEGER NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  pixel_count INTEGER NOT NULL,
  score REAL NOT NULL,
  means TEXT NOT NULL CHECK (json_valid(means)),
  proposed_class INTEGER NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'corrected', 'deferred', 'flagged')),
  -- A byte a pixel of the box, 1 inside, deflated.
  mask BLOB NOT NULL
) STRICT;
CREATE INDEX regions_of_model ON regions (model_id, state, score);

CREATE TABLE jobs (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('import', 'train', 'predict', 'evaluate', 'export')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  message TEXT NOT NULL,
  request TEXT NOT NULL CHECK (json_valid(request)),
  created_at TEXT NOT NULL,
  elapsed_ms REAL NOT NULL DEFAULT 0,
  error_code TEXT,
  error_message TEXT
) STRICT;
`;

/** In order; the version of a database is the number of migrations it has had. Never change one that was released. */
export const migrations: readonly Migration[] = [(database) => database.exec(firstSchema), toSecondSchema, toThirdSchema, toFourthSchema, toFifthSchema, toSixthSchema, toSeventhSchema, toEighthSchema];

import type { Migration } from './migrate.ts';

/**
 * Version 6: why each region is asked and what it is like, how the queue is made, words beside decisions, and how a model compares
 * with the one before it. The journal and its hashes stay as they are.
 */
const sixthSchema = `
-- One of core/review/RegionArm.ts.
ALTER TABLE regions ADD COLUMN arm TEXT NOT NULL DEFAULT 'chosen' CHECK (arm IN ('chosen', 'random', 'audit', 'disagreement', 'contradiction'));
-- The strategy that found it; null in queues of earlier versions.
ALTER TABLE regions ADD COLUMN strategy TEXT;
-- Pixels beside one predicted as another class; null in queues of earlier versions.
ALTER TABLE regions ADD COLUMN boundary_pixels INTEGER CHECK (boundary_pixels >= 0);
-- What it is like (JSON: numbers); null in queues of earlier versions.
ALTER TABLE regions ADD COLUMN features TEXT CHECK (json_valid(features));
-- Regions are made image by image, and looked up so: without it each image would cost a walk over all of the model's.
CREATE INDEX regions_of_image ON regions (image_id, model_id);
-- How the project's queue is made (JSON); null: as usual.
ALTER TABLE project ADD COLUMN review TEXT CHECK (json_valid(review));
-- Model and parent, image by image, with what was gained and forgotten (JSON); null where it was not compared.
ALTER TABLE models ADD COLUMN comparison TEXT CHECK (json_valid(comparison));

-- Words that a decision came with: beside the journal, whose rows hash as before.
CREATE TABLE comments (
  sequence INTEGER PRIMARY KEY REFERENCES journal (sequence),
  text TEXT NOT NULL
) STRICT;
CREATE TRIGGER comments_keep_rows BEFORE DELETE ON comments
  BEGIN SELECT RAISE(ABORT, 'comments are append-only: rows are never deleted'); END;
CREATE TRIGGER comments_keep_words BEFORE UPDATE ON comments
  BEGIN SELECT RAISE(ABORT, 'comments are append-only: rows are never changed'); END;
`;

export const toSixthSchema: Migration = (database) => database.exec(sixthSchema);

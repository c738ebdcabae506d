import type { Migration } from './migrate.ts';

/**
 * Version 8: regions that no model has found. What two people label differently is in dispute whether there is a model or not, so a
 * region's model may be null. SQLite cannot take a NOT NULL away: the table is made anew, its rows copied in their order, by which
 * the latest ones are told.
 */
const eighthSchema = `
CREATE TABLE regions_anew (
  id TEXT PRIMARY KEY,
  image_id TEXT NOT NULL REFERENCES images (id),
  -- Null for what is about labels alone.
  model_id TEXT REFERENCES models (id) CHECK (model_id IS NOT NULL OR arm = 'contradiction'),
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
  mask BLOB NOT NULL,
  -- One of core/review/RegionArm.ts.
  arm TEXT NOT NULL DEFAULT 'chosen' CHECK (arm IN ('chosen', 'random', 'audit', 'disagreement', 'contradiction')),
  -- The strategy that found it; null in queues of earlier versions.
  strategy TEXT,
  -- Pixels beside one predicted as another class; null in queues of earlier versions.
  boundary_pixels INTEGER CHECK (boundary_pixels >= 0),
  -- What it is like (JSON: numbers); null in queues of earlier versions.
  features TEXT CHECK (json_valid(features))
) STRICT;
INSERT INTO regions_anew (id, image_id, model_id, x, y, width, height, pixel_count, score, means, proposed_class, reason, state, mask, arm, strategy, boundary_pixels, features)
  SELECT id, image_id, model_id, x, y, width, height, pixel_count, score, means, proposed_class, reason, state, mask, arm, strategy, boundary_pixels, features
  FROM regions ORDER BY rowid;
DROP TABLE regions;
ALTER TABLE regions_anew RENAME TO regions;
CREATE INDEX regions_of_model ON regions (model_id, state, score);
CREATE INDEX regions_of_image ON regions (image_id, model_id);
-- How many of each arm are settled is asked at every turn of the queue: without it that is a walk over all regions.
CREATE INDEX regions_of_state ON regions (state, arm);
`;

export const toEighthSchema: Migration = (database) => database.exec(eighthSchema);

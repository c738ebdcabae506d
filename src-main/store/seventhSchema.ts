import type { Migration } from './migrate.ts';

/**
 * Version 7: images that were kept for measuring when they were first corrected. They are worked on like any other, so their role
 * stays; that of images put aside by hand takes them out of the queue.
 */
const seventhSchema = `
CREATE TABLE evaluation_images (
  image_id TEXT PRIMARY KEY REFERENCES images (id),
  -- The journal event by which it joined.
  sequence INTEGER NOT NULL REFERENCES journal (sequence)
) STRICT;
`;

export const toSeventhSchema: Migration = (database) => database.exec(seventhSchema);

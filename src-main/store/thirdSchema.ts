import type { Migration } from './migrate.ts';

/** Version 3: what models learned from and how sure they may be, when jobs ended, which planes a prediction file has. */
const thirdSchema = `
-- What a model was taught with (JSON); null for a model from elsewhere.
ALTER TABLE models ADD COLUMN learned TEXT CHECK (json_valid(learned));
-- Bins of confidence against accuracy (JSON), measured with its figures.
ALTER TABLE models ADD COLUMN reliability TEXT CHECK (json_valid(reliability));
ALTER TABLE jobs ADD COLUMN finished_at TEXT;
ALTER TABLE jobs ADD COLUMN error_details TEXT;
-- Null in files that hold no planes of classes and members.
ALTER TABLE predictions ADD COLUMN class_count INTEGER CHECK (class_count > 0);
ALTER TABLE predictions ADD COLUMN member_count INTEGER CHECK (member_count > 0);
`;

export const toThirdSchema: Migration = (database) => database.exec(thirdSchema);

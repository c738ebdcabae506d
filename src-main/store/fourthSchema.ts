import type { Migration } from './migrate.ts';

/** Version 4: what jobs said as data beside its English text, so that a window reads it in its own language. */
const fourthSchema = `
-- Code and values of the message and of the error's (JSON); null for jobs of earlier versions, which have the text alone.
ALTER TABLE jobs ADD COLUMN message_data TEXT CHECK (json_valid(message_data));
ALTER TABLE jobs ADD COLUMN error_data TEXT CHECK (json_valid(error_data));
`;

export const toFourthSchema: Migration = (database) => database.exec(fourthSchema);

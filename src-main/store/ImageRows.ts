import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { SfumatoError } from '../core/SfumatoError.ts';
import type { ImageRecord, ImageRole, SampleType } from '../core/records.ts';

export type NewImage = Omit<ImageRecord, 'labelledFraction' | 'labelSequence'> & {
  readonly labelFileHash: string | null;
  readonly importedAt: string;
};

/** The images of a project, in the order of their names. */
export class ImageRows {
  readonly #database: DatabaseSync;
  readonly #byId: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#byId = database.prepare('SELECT * FROM images WHERE id = ?');
  }

  list(): ImageRecord[] {
    return this.#database.prepare('SELECT * FROM images ORDER BY name, id').all().map(imageRecord);
  }

  count(): number {
    return Number(this.#database.prepare('SELECT count(*) AS count FROM images').get()?.count);
  }

  /** @throws SfumatoError `notFound` */
  get(id: string): ImageRecord {
    const row = this.#byId.get(id);
    if (!row) throw new SfumatoError('notFound', `image ${id}: the project has no such image`);
    return imageRecord(row);
  }

  add(image: NewImage): void {
    this.#database
      .prepare(
        `INSERT INTO images (id, name, width, height, channels, sample_type, display_low, display_high,
           content_hash, label_file_hash, role, imported_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        image.id,
        image.name,
        image.width,
        image.height,
        image.channels,
        image.sampleType,
        image.displayRange[0],
        image.displayRange[1],
        image.contentHash,
        image.labelFileHash,
        image.role,
        image.importedAt,
      );
  }

  setRole(id: string, role: ImageRole): void {
    this.#database.prepare('UPDATE images SET role = ? WHERE id = ?').run(role, id);
  }

  /** Follows an event that changed the image's labels. */
  noteLabels(id: string, labelledGrowth: number, sequence: number): void {
    this.#database
      .prepare('UPDATE images SET labelled_pixels = labelled_pixels + ?, label_sequence = ? WHERE id = ?')
      .run(labelledGrowth, sequence, id);
  }

  labelledPixels(id: string): number {
    return Number(this.#database.prepare('SELECT labelled_pixels FROM images WHERE id = ?').get(id)?.labelled_pixels);
  }

  /** Names of every blob in use: images and the label files they came with. */
  blobHashes(): Set<string> {
    const rows = this.#database
      .prepare('SELECT content_hash AS hash FROM images UNION SELECT label_file_hash FROM images WHERE label_file_hash IS NOT NULL')
      .all();
    return new Set(rows.map((row) => String(row.hash)));
  }
}

/** STRICT columns and CHECKs hold these types. */
function imageRecord(row: Record<string, SQLOutputValue>): ImageRecord {
  const width = row.width as number;
  const height = row.height as number;
  return {
    id: row.id as string,
    name: row.name as string,
    width,
    height,
    channels: row.channels as number,
    sampleType: row.sample_type as SampleType,
    displayRange: [row.display_low as number, row.display_high as number],
    contentHash: row.content_hash as string,
    role: row.role as ImageRole,
    labelledFraction: (row.labelled_pixels as number) / (width * height),
    labelSequence: row.label_sequence as number,
  };
}

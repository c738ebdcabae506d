import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import type { ImageColour, ImageRecord, ImageRole, PixelSize, SampleType, StackPlace } from '../core/records.ts';

export type NewImage = Omit<ImageRecord, 'labelledFraction' | 'labelSequence' | 'forEvaluation'> & {
  /** The blob that holds it, and which of its slices it is. */
  readonly fileHash: string;
  readonly fileSlice: number;
  readonly labelFileHash: string | null;
  readonly importedAt: string;
};

/** What the expert can say of a whole image. */
export type ImageDecision = 'accepted' | 'flagged';

/** Where an image's pixels come from. */
export interface ImageSource {
  readonly fileHash: string;
  readonly slice: number;
}

const selectImages =
  'SELECT images.*, evaluation_images.sequence AS evaluation_sequence FROM images LEFT JOIN evaluation_images ON evaluation_images.image_id = images.id';

/** The images of a project, in the order of their names. */
export class ImageRows {
  readonly #database: DatabaseSync;
  readonly #byId: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#byId = database.prepare(`${selectImages} WHERE images.id = ?`);
  }

  list(): ImageRecord[] {
    return this.#database.prepare(`${selectImages} ORDER BY images.name, images.id`).all().map(imageRecord);
  }

  count(): number {
    return Number(this.#database.prepare('SELECT count(*) AS count FROM images').get()?.count);
  }

  /** @throws SfumatoError `notFound` */
  get(id: string): ImageRecord {
    const row = this.#byId.get(id);
    if (!row) throw new SfumatoError('notFound', say('noImage', { id }));
    return imageRecord(row);
  }

  /** @throws SfumatoError `notFound` */
  source(id: string): ImageSource {
    const row = this.#byId.get(id);
    if (!row) throw new SfumatoError('notFound', say('noImage', { id }));
    return { fileHash: row.file_hash as string, slice: row.file_slice as number };
  }

  add(image: NewImage): void {
    const columns = {
      id: image.id,
      name: image.name,
      width: image.width,
      height: image.height,
      channels: image.channels,
      colour: image.colour,
      channel_names: JSON.stringify(image.channelNames),
      sample_type: image.sampleType,
      display_low: image.displayRange[0],
      display_high: image.displayRange[1],
      channel_ranges: JSON.stringify(image.channelRanges),
      pixel_size: image.pixelSizeUm && JSON.stringify(image.pixelSizeUm),
      stack_id: image.stack?.id ?? null,
      stack_name: image.stack?.name ?? null,
      stack_index: image.stack?.index ?? null,
      stack_count: image.stack?.count ?? null,
      content_hash: image.contentHash,
      file_hash: image.fileHash,
      file_slice: image.fileSlice,
      label_file_hash: image.labelFileHash,
      role: image.role,
      imported_at: image.importedAt,
    };
    const names = Object.keys(columns);
    this.#database
      .prepare(`INSERT INTO images (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
      .run(...Object.values(columns));
  }

  setPixelSize(id: string, pixelSizeUm: PixelSize | null): void {
    this.#database.prepare('UPDATE images SET pixel_size = ? WHERE id = ?').run(pixelSizeUm && JSON.stringify(pixelSizeUm), id);
  }

  /** The expert's word on the whole image, as the journal has it. */
  setDecision(id: string, decision: ImageDecision | null): void {
    this.#database.prepare('UPDATE images SET decision = ? WHERE id = ?').run(decision, id);
  }

  /** The images that the expert has spoken on as a whole. */
  decisions(): Map<string, ImageDecision> {
    const rows = this.#database.prepare('SELECT id, decision FROM images WHERE decision IS NOT NULL').all();
    return new Map(rows.map((row) => [String(row.id), row.decision as ImageDecision]));
  }

  /** The user's word: it also takes an image out of those that were kept for measuring by themselves. */
  setRole(id: string, role: ImageRole): void {
    this.#database.prepare('UPDATE images SET role = ? WHERE id = ?').run(role, id);
    this.#database.prepare('DELETE FROM evaluation_images WHERE image_id = ?').run(id);
  }

  /** Keeps an image for measuring. @param sequence the event by which it joins */
  keepForEvaluation(id: string, sequence: number): void {
    this.#database.prepare('INSERT INTO evaluation_images (image_id, sequence) VALUES (?, ?)').run(id, sequence);
  }

  /** Images with labels: those that measure, and all of them. */
  labelledCounts(): { readonly measuring: number; readonly labelled: number } {
    const row = this.#database
      .prepare(
        `SELECT count(*) AS labelled, count(*) FILTER (WHERE role = 'heldBack' OR id IN (SELECT image_id FROM evaluation_images)) AS measuring
         FROM images WHERE labelled_pixels > 0`,
      )
      .get();
    return { measuring: Number(row?.measuring), labelled: Number(row?.labelled) };
  }

  /** Whether the other slices of a stack that have had labels are kept for measuring; null where none has. */
  stackIsForEvaluation(stackId: string, imageId: string): boolean | null {
    const row = this.#database
      .prepare(
        `SELECT max(id IN (SELECT image_id FROM evaluation_images)) AS kept FROM images
         WHERE stack_id = ? AND id <> ? AND label_sequence > 0`,
      )
      .get(stackId, imageId);
    return row && row.kept !== null ? row.kept === 1 : null;
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

  /** The files that the images came from, by content. */
  fileNames(): Map<string, string> {
    const rows = this.#database.prepare('SELECT file_hash, coalesce(stack_name, name) AS name FROM images').all();
    return new Map(rows.map((row) => [String(row.file_hash), String(row.name)]));
  }

  /** Names under which decoded images are kept. */
  contentHashes(): Set<string> {
    return new Set(this.#database.prepare('SELECT content_hash FROM images').all().map((row) => String(row.content_hash)));
  }

  /** Names of every blob in use: images and the label files they came with. */
  blobHashes(): Set<string> {
    const rows = this.#database
      .prepare('SELECT file_hash AS hash FROM images UNION SELECT label_file_hash FROM images WHERE label_file_hash IS NOT NULL')
      .all();
    return new Set(rows.map((row) => String(row.hash)));
  }
}

function stackPlace(row: Record<string, SQLOutputValue>): StackPlace | null {
  if (row.stack_id === null) return null;
  return {
    id: row.stack_id as string,
    name: row.stack_name as string,
    index: row.stack_index as number,
    count: row.stack_count as number,
  };
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
    colour: row.colour as ImageColour,
    channelNames: JSON.parse(row.channel_names as string) as string[],
    sampleType: row.sample_type as SampleType,
    displayRange: [row.display_low as number, row.display_high as number],
    channelRanges: JSON.parse(row.channel_ranges as string) as ImageRecord['channelRanges'],
    pixelSizeUm: row.pixel_size === null ? null : (JSON.parse(row.pixel_size as string) as PixelSize),
    stack: stackPlace(row),
    contentHash: row.content_hash as string,
    role: row.role as ImageRole,
    labelledFraction: (row.labelled_pixels as number) / (width * height),
    labelSequence: row.label_sequence as number,
    forEvaluation: row.evaluation_sequence !== null,
  };
}

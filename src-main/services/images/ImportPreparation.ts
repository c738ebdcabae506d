import { createHash, randomUUID } from 'node:crypto';
import { extname } from 'node:path';
import { rename, rm, stat } from 'node:fs/promises';
import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import { diffFromFill } from '../../core/labels/diffFromFill.ts';
import { changedPixelCount } from '../../core/labels/maskDiff.ts';
import type { StackPlace } from '../../core/records.ts';
import type { DecodedImage, FileDescription } from '../../images/imagesApi.ts';
import type { NewImage } from '../../store/ImageRows.ts';
import { pack, unpack } from '../../store/packing.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { stemOf } from './findImageFiles.ts';
import type { FoundFile } from './findImageFiles.ts';
import type { ImportRequest } from './importImages.ts';
import { classIndices, isBackgroundAndUnlabelled, objectNumbers } from './labelValues.ts';
import type { FilePair } from './pairFiles.ts';

interface PreparedLabels {
  /** Packed class indices, and object numbers where the file has them, of the whole image. */
  readonly classes: Uint8Array;
  readonly objects: Uint8Array | null;
  readonly onlyBackground: boolean;
}

interface Prepared {
  readonly image: NewImage;
  readonly labels: PreparedLabels | null;
}

interface StoredFile extends FoundFile {
  readonly hash: string;
  readonly slices: number;
}

/** What was decoded before the file had its place. */
interface EarlyImage {
  readonly path: string;
  readonly decoded: DecodedImage;
}

interface ImportedFile extends StoredFile {
  /** Of one slice. */
  readonly samples: number;
  readonly early: EarlyImage | null;
}

export interface FileWatch {
  readonly signal?: AbortSignal;
  /** @param share how much of this file is done, 0 … 1 */
  readonly tell: (message: Message, share: number) => void;
}

/** What an import has made so far, and how to take it away again. */
export class ImportPreparation {
  readonly #session: ProjectSession;
  readonly #services: Services;
  readonly #request: ImportRequest;
  readonly #prepared: Prepared[] = [];
  readonly #newBlobs: string[] = [];
  readonly #newPyramids: string[] = [];
  /** Names of the project's files and of those prepared, by content. */
  readonly #nameOfContent: Map<string, string>;
  readonly #names: Set<string>;

  constructor(session: ProjectSession, services: Services, request: ImportRequest) {
    this.#session = session;
    this.#services = services;
    this.#request = request;
    this.#nameOfContent = session.store.images.fileNames();
    this.#names = new Set(session.store.images.list().map(({ name }) => name));
  }

  /** Images that came together, each slice of a stack one. */
  get count(): number {
    return this.#prepared.length;
  }

  /** Copies and decodes one file, slice by slice, with its labels. */
  async add({ image, label }: FilePair, watch: FileWatch): Promise<void> {
    if (this.#names.has(image.name)) throw nameTaken(image.name);
    const { hash, described, early } = await this.#copyAndDecode(image, watch.signal);
    const same = this.#nameOfContent.get(hash);
    if (same !== undefined) throw new SfumatoError('conflict', say('sameContent', { name: image.name, other: same }));
    this.#nameOfContent.set(hash, image.name);
    const file = { ...image, hash, slices: described.slices, samples: samplesIn(described), early };
    const labels = label && (await this.#labelFile(label, { ...described, name: image.name }, watch.signal));
    const stackId = randomUUID();
    for (let slice = 0; slice < described.slices; slice++) {
      const stack = described.slices === 1 ? null : { id: stackId, name: image.name, index: slice, count: described.slices };
      if (stack) watch.tell(say('readingSlice', { name: image.name, slice: slice + 1, slices: stack.count }), slice / stack.count);
      await this.#addSlice(file, labels, stack, watch.signal);
    }
  }

  /** A mask of white objects, read as classes, would lose its objects without a word. */
  refuseAmbiguousMasks(): void {
    const labelled = this.#prepared.flatMap(({ labels }) => labels ?? []);
    if (labelled.length === 0 || !labelled.every(({ onlyBackground }) => onlyBackground)) return;
    throw new SfumatoError(
      'classOutOfRange',
      say('ambiguousMasks', { folder: this.#request.labelFolder ?? '' }),
    );
  }

  /** @throws SfumatoError `diskFull`, with nothing stored */
  store(): void {
    const at = this.#services.clock.now().toISOString();
    this.#session.store.transaction(() => {
      for (const { image, labels } of this.#prepared) {
        this.#session.store.images.add(image);
        if (labels) this.#storeLabels(image, labels, at);
      }
    });
  }

  async discard(): Promise<void> {
    for (const path of this.#newPyramids) await rm(path, { force: true });
    for (const hash of this.#newBlobs) await this.#session.store.blobs.remove(hash);
  }

  #storeLabels(image: NewImage, labels: PreparedLabels, at: string): void {
    const { store } = this.#session;
    const { width, height } = image;
    const pixels = width * height;
    const diff = diffFromFill(width, height, unlabelled, unpack(labels.classes, pixels));
    const numbers = labels.objects && Uint8Array.from(unpack(labels.objects, pixels * 4));
    const objects = numbers && diffFromFill(width, height, 0, new Uint32Array(numbers.buffer));
    const sequence = store.journal.append({
      at,
      who: this.#services.user,
      kind: 'annotate',
      imageId: image.id,
      tool: 'import',
      classIndex: null,
      changedPixels: changedPixelCount(diff),
      modelId: null,
      meanUncertainty: null,
      regionId: null,
      decision: null,
      targetSequence: null,
      gestureId: null,
      diff,
      objects,
    });
    if (objects) store.objects.change(image.id, image, objects);
    store.images.noteLabels(image.id, store.labels.change(image.id, image, diff), sequence);
  }

  /**
   * A single image is decoded from where it lies while it is copied, which takes about as long: a large one is then on
   * screen in half the time. Its pixels count only if the file stayed as it was.
   */
  async #copyAndDecode(image: FoundFile, signal?: AbortSignal): Promise<{ hash: string; described: FileDescription; early: EarlyImage | null }> {
    const before = await versionOf(image.path);
    const copying = this.#copyIn(image.path, signal);
    const decoding = this.#decodeEarly(image, signal);
    // Both are waited for, so that nothing is still being written when a failed import is taken away.
    const [copied, decoded] = await Promise.allSettled([copying, decoding]);
    if (copied.status === 'rejected') throw copied.reason;
    if (decoded.status === 'rejected') throw decoded.reason;
    if ((await versionOf(image.path)) !== before) throw new SfumatoError('conflict', say('changedWhileRead', { name: image.name }));
    return { hash: copied.value, ...decoded.value };
  }

  async #decodeEarly(image: FoundFile, signal?: AbortSignal): Promise<{ described: FileDescription; early: EarlyImage | null }> {
    const described = await this.#services.images.describe(image, signal);
    if (described.slices > 1) return { described, early: null };
    const path = this.#session.store.paths.pyramid(`incoming-${randomUUID()}`);
    this.#newPyramids.push(path);
    return { described, early: { path, decoded: await this.#services.images.decodeImage({ ...image, samples: samplesIn(described) }, path, signal) } };
  }

  async #decoded(file: ImportedFile, place: { readonly name: string; readonly slice: number }, pyramid: string, signal?: AbortSignal): Promise<DecodedImage> {
    this.#newPyramids.push(pyramid);
    if (!file.early) return this.#services.images.decodeImage({ path: this.#blob(file.hash), samples: file.samples, ...place }, pyramid, signal);
    await rename(file.early.path, pyramid);
    return file.early.decoded;
  }

  async #addSlice(file: ImportedFile, labels: StoredFile | null, stack: StackPlace | null, signal?: AbortSignal): Promise<void> {
    const name = stack ? sliceName(stack) : file.name;
    if (this.#names.has(name)) throw nameTaken(name);
    this.#names.add(name);
    const slice = stack?.index ?? 0;
    const contentHash = stack ? sliceHash(file.hash, slice) : file.hash;
    const pyramid = this.#session.store.paths.pyramid(contentHash);
    const decoded = await this.#decoded(file, { name, slice }, pyramid, signal);
    const read = labels && (await this.#readLabels(labels, { ...decoded, name, slice }, signal));
    this.#prepared.push({
      image: {
        ...decoded,
        id: randomUUID(),
        name,
        stack,
        contentHash,
        fileHash: file.hash,
        fileSlice: slice,
        role: this.#request.role,
        labelFileHash: labels?.hash ?? null,
        importedAt: this.#services.clock.now().toISOString(),
      },
      labels: read,
    });
  }

  async #copyIn(path: string, signal?: AbortSignal): Promise<string> {
    const { hash, isNew } = await this.#session.store.blobs.copyIn(path, signal);
    if (isNew) this.#newBlobs.push(hash);
    return hash;
  }

  async #labelFile(label: FoundFile, image: FileDescription & { readonly name: string }, signal?: AbortSignal): Promise<StoredFile> {
    const hash = await this.#copyIn(label.path, signal);
    // A label file of a single image is decoded whole at once; only a stack is looked at first.
    const slices = image.slices === 1 ? 1 : (await this.#services.images.describe({ path: this.#blob(hash), name: label.name }, signal)).slices;
    if (slices === image.slices) return { ...label, hash, slices };
    throw new SfumatoError('sizeMismatch', say('labelSlicesDiffer', { label: label.name, labelSlices: slices, image: image.name, imageSlices: image.slices }));
  }

  async #readLabels(
    label: StoredFile,
    image: { readonly name: string; readonly width: number; readonly height: number; readonly slice: number },
    signal?: AbortSignal,
  ): Promise<PreparedLabels> {
    const decoded = await this.#services.images.decodeLabels({ path: this.#blob(label.hash), name: label.name, slice: image.slice, samples: image.width * image.height }, signal);
    if (decoded.width !== image.width || decoded.height !== image.height) {
      throw new SfumatoError(
        'sizeMismatch',
        say('labelSizeDiffers', {
          label: label.name,
          labelSize: `${decoded.width} x ${decoded.height}`,
          image: image.name,
          imageSize: `${image.width} x ${image.height}`,
        }),
      );
    }
    const kind = this.#request.labelKind;
    const indices = classIndices(decoded, { name: label.name, kind, classes: this.#session.store.classes });
    const numbers = objectNumbers(decoded, kind);
    return {
      classes: pack(indices),
      objects: numbers && pack(new Uint8Array(numbers.buffer)),
      onlyBackground: isBackgroundAndUnlabelled(indices),
    };
  }

  #blob(hash: string): string {
    return this.#session.store.blobs.pathOf(hash);
  }
}

/** `cells.tif` of 31 slices: `cells-01.tif` and on, so that names sort as the slices lie. */
function sliceName({ name, index, count }: StackPlace): string {
  return `${stemOf(name)}-${String(index + 1).padStart(String(count).length, '0')}${extname(name)}`;
}

function sliceHash(fileHash: string, slice: number): string {
  return createHash('sha256').update(`${fileHash}/${slice}`).digest('hex');
}

function nameTaken(name: string): SfumatoError {
  return new SfumatoError('conflict', say('imageNameTaken', { name }));
}

function samplesIn({ width, height, channels }: FileDescription): number {
  return width * height * channels;
}

/** Changes whenever the file is written to. */
async function versionOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return `${found?.size} ${found?.mtimeMs}`;
}

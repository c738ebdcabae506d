import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { emptyLabelMap } from '../../core/labels/labelMap.ts';
import { changedPixelCount, diffLabelMaps } from '../../core/labels/maskDiff.ts';
import type { ImageRole } from '../../core/records.ts';
import type { NewImage } from '../../store/ImageRows.ts';
import { pack, unpack } from '../../store/packing.ts';
import type { JobProgress } from '../jobs/JobRegistry.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { findImageFiles } from './findImageFiles.ts';
import { classIndices, isBackgroundAndUnlabelled } from './labelValues.ts';
import type { LabelKind } from './labelValues.ts';
import { pairLabels } from './pairLabels.ts';
import type { FilePair } from './pairLabels.ts';

export interface ImportRequest {
  readonly imageFolder: string;
  readonly labelFolder: string | null;
  readonly labelKind: LabelKind;
  readonly role: ImageRole;
  readonly namePrefix: string;
  /** Default: every file. */
  readonly only?: (name: string) => boolean;
}

export interface ImportWatch {
  readonly signal?: AbortSignal;
  readonly progress?: (progress: JobProgress) => void;
}

interface Prepared {
  readonly image: NewImage;
  /** Packed class indices of the whole image. */
  readonly labels: Uint8Array | null;
  readonly onlyBackground: boolean;
}

/**
 * Imports a folder: everything is copied and decoded first, then enters the project in one transaction.
 * @returns how many images came in
 * @throws SfumatoError naming the file; the project is then as it was
 */
export async function importImages(
  session: ProjectSession,
  services: Services,
  request: ImportRequest,
  watch: ImportWatch = {},
): Promise<number> {
  const pairs = await findPairs(request);
  const preparation = new Preparation(session, services, request);
  try {
    for (const [index, pair] of pairs.entries()) {
      watch.progress?.({ message: `Reading ${pair.image.name}`, fraction: index / pairs.length });
      await preparation.add(pair, watch.signal);
    }
    preparation.refuseAmbiguousMasks();
    if (watch.signal?.aborted) throw new SfumatoError('cancelled', 'the import was cancelled');
    preparation.store();
  } catch (thrown) {
    await preparation.discard();
    throw thrown;
  }
  services.notifications.notify({ type: 'images' });
  services.notifications.notify({ type: 'project' });
  return pairs.length;
}

async function findPairs(request: ImportRequest): Promise<FilePair[]> {
  const { imageFolder, labelFolder, namePrefix, only = () => true } = request;
  const images = (await findImageFiles(imageFolder, namePrefix)).filter(({ name }) => only(name));
  if (images.length === 0) {
    const which = namePrefix === '' ? '' : ` whose name begins with ${JSON.stringify(namePrefix)}`;
    throw new SfumatoError('notFound', `${imageFolder}: no image file${which} there (PNG, JPEG, WebP or TIFF)`);
  }
  if (labelFolder === null) return images.map((image) => ({ image, label: null }));
  if (labelFolder === imageFolder) {
    throw new SfumatoError('invalidInput', `${labelFolder}: given for images and for labels; label files need a folder of their own`);
  }
  return pairLabels(images, await findImageFiles(labelFolder), labelFolder);
}

/** What an import has made so far, and how to take it away again. */
class Preparation {
  readonly #session: ProjectSession;
  readonly #services: Services;
  readonly #request: ImportRequest;
  readonly #prepared: Prepared[] = [];
  readonly #newBlobs: string[] = [];
  readonly #newSamples: string[] = [];
  /** Names of the project's images and of those prepared, by content. */
  readonly #nameOfContent: Map<string, string>;
  readonly #names: Set<string>;

  constructor(session: ProjectSession, services: Services, request: ImportRequest) {
    this.#session = session;
    this.#services = services;
    this.#request = request;
    const present = session.store.images.list();
    this.#nameOfContent = new Map(present.map(({ contentHash, name }) => [contentHash, name]));
    this.#names = new Set(present.map(({ name }) => name));
  }

  async add({ image: file, label }: FilePair, signal?: AbortSignal): Promise<void> {
    if (this.#names.has(file.name)) {
      throw new SfumatoError('conflict', `${file.name}: the project already has an image of this name`);
    }
    const contentHash = await this.#copyIn(file.path, signal);
    const same = this.#nameOfContent.get(contentHash);
    if (same !== undefined) throw new SfumatoError('conflict', `${file.name}: has the same content as ${same}; take one of them out of the folder`);
    this.#names.add(file.name);
    this.#nameOfContent.set(contentHash, file.name);
    const { store } = this.#session;
    const samples = store.paths.samples(contentHash);
    this.#newSamples.push(samples);
    const decoded = await this.#services.images.decodeImage({ path: store.blobs.pathOf(contentHash), name: file.name }, samples, signal);
    const labels = label && (await this.#readLabels(label, { ...decoded, name: file.name }, signal));
    this.#prepared.push({
      image: {
        id: randomUUID(),
        name: file.name,
        width: decoded.width,
        height: decoded.height,
        channels: decoded.channels,
        sampleType: decoded.sampleType,
        displayRange: decoded.displayRange,
        contentHash,
        role: this.#request.role,
        labelFileHash: labels?.hash ?? null,
        importedAt: this.#services.clock.now().toISOString(),
      },
      labels: labels && pack(labels.indices),
      onlyBackground: labels !== null && isBackgroundAndUnlabelled(labels.indices),
    });
  }

  /** A mask of white objects, read as classes, would lose its objects without a word. */
  refuseAmbiguousMasks(): void {
    const labelled = this.#prepared.filter(({ labels }) => labels);
    if (labelled.length === 0 || !labelled.every(({ onlyBackground }) => onlyBackground)) return;
    throw new SfumatoError(
      'classOutOfRange',
      `${this.#request.labelFolder}: the label files hold only 0 and 255, and 255 means not labelled. If 255 marks the objects, import the labels as instances`,
    );
  }

  /** @throws SfumatoError `diskFull`, with nothing stored */
  store(): void {
    const { store } = this.#session;
    const at = this.#services.clock.now().toISOString();
    store.transaction(() => {
      for (const { image, labels } of this.#prepared) {
        store.images.add(image);
        if (!labels) continue;
        const size = { width: image.width, height: image.height };
        const after = { ...size, data: unpack(labels, size.width * size.height) };
        const diff = diffLabelMaps(emptyLabelMap(size.width, size.height), after);
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
          diff,
        });
        store.images.noteLabels(image.id, store.labels.change(image.id, size, diff), sequence);
      }
    });
  }

  async discard(): Promise<void> {
    for (const path of this.#newSamples) await rm(path, { force: true });
    for (const hash of this.#newBlobs) await this.#session.store.blobs.remove(hash);
  }

  async #copyIn(path: string, signal?: AbortSignal): Promise<string> {
    const { hash, isNew } = await this.#session.store.blobs.copyIn(path, signal);
    if (isNew) this.#newBlobs.push(hash);
    return hash;
  }

  async #readLabels(
    label: { readonly path: string; readonly name: string },
    image: { readonly name: string; readonly width: number; readonly height: number },
    signal?: AbortSignal,
  ): Promise<{ hash: string; indices: Uint8Array }> {
    const hash = await this.#copyIn(label.path, signal);
    const decoded = await this.#services.images.decodeLabels({ path: this.#session.store.blobs.pathOf(hash), name: label.name }, signal);
    if (decoded.width !== image.width || decoded.height !== image.height) {
      throw new SfumatoError(
        'sizeMismatch',
        `label file ${label.name} is ${decoded.width} x ${decoded.height} pixels, its image ${image.name} ${image.width} x ${image.height}; they must be equal`,
      );
    }
    const indices = classIndices(decoded, { name: label.name, kind: this.#request.labelKind, classes: this.#session.store.classes });
    return { hash, indices };
  }
}

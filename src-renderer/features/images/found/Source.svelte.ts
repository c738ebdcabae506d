import type * as z from 'zod';
import type { inspectionSchema } from '../../../../src-main/contract/images.ts';
import type { SfumatoClient } from '../../../connection/client.ts';
import { problemOf } from '../../../connection/Problem.ts';
import type { Problem } from '../../../connection/Problem.ts';
import { commonFolder } from './droppedFiles.ts';
import type { DroppedFile } from './droppedFiles.ts';
import { uploadFiles } from './uploadFiles.ts';

export type Inspection = z.infer<typeof inspectionSchema>;

/** A path is typed letter by letter: it is looked at once the typing rests. */
const typingRestMs = 350;

/** Where a new project's images come from, a folder of this machine or dropped files, and what was found there. */
export class Source {
  /** A folder of the machine that runs the program; empty while there is none or files were dropped. */
  folder = $state('');
  uploadId: string | null = $state(null);
  /** Of dropped files: how many have arrived. */
  upload: { readonly done: number; readonly total: number } | null = $state.raw(null);
  isUploading = $state(false);
  inspecting = $state(false);
  inspection: Inspection | null = $state.raw(null);
  problem: Problem | null = $state.raw(null);
  readonly isChosen = $derived(this.folder !== '' || this.uploadId !== null);
  readonly #client: SfumatoClient;
  readonly #onFound: (inspection: Inspection, name: string | null) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;
  #abort: AbortController | null = null;
  #droppedName: string | null = null;

  /** @param onFound told what was found, and what the project might be called */
  constructor(client: SfumatoClient, onFound: (inspection: Inspection, name: string | null) => void) {
    this.#client = client;
    this.#onFound = onFound;
  }

  /** @param labelFolder where the user has said that the labels are; empty: nowhere; null: to be found */
  setFolder(folder: string, labelFolder: string | null): void {
    this.#reset();
    this.folder = folder;
    if (folder.trim() === '') return;
    this.inspecting = true;
    this.#timer = setTimeout(() => void this.inspect(labelFolder), typingRestMs);
  }

  /** Looks at the same images, dropped ones as well, with other labels. What was found stays in sight meanwhile. */
  lookAgain(labelFolder: string): void {
    if (this.folder.trim() === '' && this.uploadId === null) return;
    clearTimeout(this.#timer);
    this.inspecting = true;
    this.#timer = setTimeout(() => void this.inspect(labelFolder), typingRestMs);
  }

  async takeFiles(files: readonly DroppedFile[]): Promise<void> {
    if (files.length === 0) return;
    this.#reset();
    this.folder = '';
    const turn = this.#turn;
    const uploadId = crypto.randomUUID();
    const total = files.length;
    this.#abort = new AbortController();
    this.#droppedName = commonFolder(files);
    this.upload = { done: 0, total };
    this.isUploading = true;
    try {
      await uploadFiles({
        uploadId,
        files,
        signal: this.#abort.signal,
        onProgress: (done) => {
          if (turn === this.#turn) this.upload = { done, total };
        },
      });
      if (turn !== this.#turn) return;
      this.uploadId = uploadId;
      this.isUploading = false;
      await this.inspect(null);
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.upload = null;
      this.problem = problemOf(thrown);
    } finally {
      if (turn === this.#turn) this.isUploading = false;
    }
  }

  clear(): void {
    this.#reset();
    this.folder = '';
  }

  async inspect(labelFolder: string | null): Promise<void> {
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    const { folder, uploadId } = this;
    this.inspecting = true;
    this.problem = null;
    try {
      const inspection = await this.#client.images.inspect({
        ...(uploadId === null ? { folder } : { uploadId }),
        ...(labelFolder === null ? {} : labelFolder.trim() === '' ? { withoutLabels: true } : { labelFolder }),
      });
      if (turn !== this.#turn) return;
      this.inspection = inspection;
      this.#onFound(inspection, uploadId === null ? nameOfFolder(folder) : this.#droppedName);
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.inspection = null;
      this.problem = problemOf(thrown);
    } finally {
      if (turn === this.#turn) this.inspecting = false;
    }
  }

  #reset(): void {
    clearTimeout(this.#timer);
    this.#turn++;
    this.#abort?.abort();
    this.#abort = null;
    this.#droppedName = null;
    this.uploadId = null;
    this.upload = null;
    this.isUploading = false;
    this.inspecting = false;
    this.inspection = null;
    this.problem = null;
  }
}

/** Names that say what a folder holds, not what of: the folder above is asked then. */
const plainNames = new Set(['images', 'image', 'img', 'imgs', 'data', 'raw', 'png', 'tif', 'tiff']);

/** What a project of a folder might be called; null where its path says nothing. */
export function nameOfFolder(folder: string): string | null {
  const parts = folder.split(/[\\/]+/).filter((part) => part !== '' && !/^[a-z]:$/i.test(part));
  const last = parts.at(-1);
  if (last === undefined) return null;
  return plainNames.has(last.toLowerCase()) ? (parts.at(-2) ?? last) : last;
}

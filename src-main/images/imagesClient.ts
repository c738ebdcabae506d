import { stat } from 'node:fs/promises';
import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import type { ImagesClientPort } from '../ports/ImagesClient.ts';
import type { ChildHandle, Processes } from '../ports/Processes.ts';
import { connectRemote } from '../processes/remote.ts';
import type { DecodedImage, DecodedLabels, FileDescription, FileToDecode, GreyPixels, ImagesApi, PyramidFile } from './imagesApi.ts';

export interface ImagesClientOptions {
  readonly processes: Processes;
  /** Time one file may take before its size counts. Default 10 s. */
  readonly baseBudgetMs?: number;
}

/** A slow disk and a hard compression still decode this many bytes in a millisecond. */
const slowestBytesPerMs = 4096;
/** A busy machine still unpacks, reduces and writes this many samples in a millisecond. */
const slowestSamplesPerMs = 15_000;

interface RunningDecoder {
  readonly handle: ChildHandle;
  readonly remote: ImagesApi;
  /** Refused when the process ends. */
  readonly ended: Promise<never>;
}

/**
 * The decoder process from outside. One file at a time; a process that dies or takes too long is killed and the next
 * file gets a fresh one, so a hostile file costs its own error and nothing else.
 */
export class ImagesClient implements ImagesClientPort {
  readonly #processes: Processes;
  readonly #baseBudgetMs: number;
  #decoder: RunningDecoder | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor({ processes, baseBudgetMs = 10_000 }: ImagesClientOptions) {
    this.#processes = processes;
    this.#baseBudgetMs = baseBudgetMs;
  }

  describe(file: FileToDecode, signal?: AbortSignal): Promise<FileDescription> {
    return this.#next(file, signal, (remote) => remote.describe(file));
  }

  decodeImage(file: FileToDecode, pyramidPath: string, signal?: AbortSignal): Promise<DecodedImage> {
    return this.#next(file, signal, (remote) => remote.decodeImage(file, pyramidPath));
  }

  decodeLabels(file: FileToDecode, signal?: AbortSignal): Promise<DecodedLabels> {
    return this.#next(file, signal, (remote) => remote.decodeLabels(file));
  }

  writeSamples(pyramid: PyramidFile, samplesPath: string, signal?: AbortSignal): Promise<void> {
    return this.#next({ path: pyramid.path, name: pyramid.path }, signal, (remote) => remote.writeSamples(pyramid, samplesPath));
  }

  writePng(path: string, pixels: GreyPixels, signal?: AbortSignal): Promise<void> {
    return this.#next({ path, name: path }, signal, (remote) => remote.writePng(path, pixels));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stop();
    await this.#queue;
  }

  #next<Result>(
    file: FileToDecode,
    signal: AbortSignal | undefined,
    ask: (remote: ImagesApi) => Promise<Result>,
  ): Promise<Result> {
    const turn = this.#queue.then(() => this.#ask(file, signal, ask));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #ask<Result>(
    file: FileToDecode,
    signal: AbortSignal | undefined,
    ask: (remote: ImagesApi) => Promise<Result>,
  ): Promise<Result> {
    if (this.#closed || signal?.aborted) throw new SfumatoError('cancelled', say('readingCancelled', { name: file.name }));
    const budgetMs = await this.#budgetFor(file);
    const { remote, ended } = this.#start();
    let timer: NodeJS.Timeout | undefined;
    let onAbort: (() => void) | undefined;
    const stopped = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new SfumatoError('decoderFailed', say('decoderSlow', { name: file.name, seconds: Math.round(budgetMs / 1000) })));
      }, budgetMs);
      onAbort = () => reject(new SfumatoError('cancelled', say('readingCancelled', { name: file.name })));
      signal?.addEventListener('abort', onAbort);
    });
    stopped.catch(() => this.#stop());
    try {
      return await Promise.race([ask(remote), stopped, ended.catch((thrown: unknown) => Promise.reject(named(file, thrown)))]);
    } finally {
      clearTimeout(timer);
      if (onAbort) signal?.removeEventListener('abort', onAbort);
    }
  }

  async #budgetFor(file: FileToDecode): Promise<number> {
    // A file that is missing is refused by the decoder, with its name.
    const byteLength = await stat(file.path).then(
      ({ size }) => size,
      () => 0,
    );
    return this.#baseBudgetMs + byteLength / slowestBytesPerMs + (file.samples ?? 0) / slowestSamplesPerMs;
  }

  #start(): RunningDecoder {
    if (this.#decoder) return this.#decoder;
    const handle = this.#processes.start('images');
    const ended = new Promise<never>((_resolve, reject) => {
      handle.onExit((reason) => {
        if (this.#decoder?.handle === handle) this.#decoder = null;
        reject(new SfumatoError('decoderFailed', say('decoderEnded', { reason })));
      });
    });
    // It may well end when nobody waits for it.
    ended.catch(() => undefined);
    this.#decoder = { handle, ended, remote: connectRemote<ImagesApi, object>(handle, {}) };
    return this.#decoder;
  }

  #stop(): void {
    this.#decoder?.handle.kill();
    this.#decoder = null;
  }
}

function named(file: FileToDecode, thrown: unknown): SfumatoError {
  const reason = thrown instanceof SfumatoError ? thrown.said : say('decoderGone');
  return new SfumatoError('decoderFailed', say('fileLeftOut', { name: file.name, reason }), { cause: thrown });
}

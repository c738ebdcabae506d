import type { Readable } from 'node:stream';
import type { Router } from '@orpc/server';
import type { Contract } from './contract/contract.ts';
import type { Clock } from './ports/Clock.ts';
import type { EngineClientPort } from './ports/EngineClient.ts';
import type { ImagesClientPort } from './ports/ImagesClient.ts';
import type { PixelAnswer } from './ports/PixelAnswer.ts';
import type { Processes } from './ports/Processes.ts';

export type { PixelAnswer } from './ports/PixelAnswer.ts';

export interface AppOptions {
  /** How this host starts the engine and the decoders. */
  readonly processes: Processes;
  readonly host: 'web' | 'electron' | 'commandLine';
  /** Per-user folder for the list of recent projects and the demo project. */
  readonly dataFolder: string;
  /** The folder `resources` that is shipped with the program. */
  readonly resourcesFolder: string;
  /** Written into the journal as who made a correction. */
  readonly user: string;
  /** Default: the system's clock. */
  readonly clock?: Clock;
  /** Default: a client of the engine process. */
  readonly engine?: EngineClientPort;
  /** Default: a client of the decoder process. */
  readonly images?: ImagesClientPort;
}

/** Every procedure of the contract; none needs a context. */
export type AppRouter = Router<Contract, Record<never, never>>;

/** The whole program without its host. */
export interface App {
  readonly router: AppRouter;
  /** @param path an address of `pixelUrls.ts`; null when nothing lies there (404) */
  pixels(path: string): Promise<PixelAnswer | null>;
  /**
   * Takes in one file of an upload.
   * @param path an address of `uploadUrl`, not decoded
   * @throws SfumatoError `invalidInput` for any other, and for a file past the limits; `diskFull`
   */
  upload(path: string, body: Readable): Promise<void>;
  /** Ends all work, closes the project and stops the processes. Training goes on from its checkpoint next time. */
  close(): Promise<void>;
}

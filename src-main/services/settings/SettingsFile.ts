import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { settingsSchema } from '../../contract/settings.ts';
import type { Settings } from '../../contract/settings.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { writeFileAtomic } from '../../files/atomicFile.ts';
import { systemError } from '../../files/systemError.ts';
import { makeFolder } from '../../files/makeFolder.ts';

export const usualSettings: Settings = { engine: { backend: 'auto', threads: null }, window: {} };

/** What a window may keep; a file that grows past this is a fault, not a preference. */
const maximumBytes = 1_000_000;

export interface SettingsChange {
  readonly engine?: Settings['engine'] | undefined;
  readonly window?: Settings['window'] | undefined;
}

/** The user's settings on this machine, `settings.json` in the data folder. */
export class SettingsFile {
  readonly #path: string;
  /** Changes of several windows follow each other, so that none is lost. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(dataFolder: string) {
    this.#path = join(dataFolder, 'settings.json');
  }

  /** A file that is missing or cannot be understood counts as the usual settings: nothing depends on it. */
  async read(): Promise<Settings> {
    const text = await readFile(this.#path, 'utf8').catch(() => '');
    try {
      return settingsSchema.parse({ ...usualSettings, ...(JSON.parse(text) as object) });
    } catch {
      return usualSettings;
    }
  }

  /**
   * @returns the settings as they now are
   * @throws SfumatoError `invalidInput` when they are too large, `diskFull`, `permissionDenied`
   */
  write(change: SettingsChange): Promise<Settings> {
    const written = this.#turn.then(() => this.#write(change));
    this.#turn = written.catch(() => undefined);
    return written;
  }

  async #write({ engine, window }: SettingsChange): Promise<Settings> {
    const before = await this.read();
    const merged = Object.entries({ ...before.window, ...window }).filter(([, value]) => value !== null && value !== undefined);
    const settings: Settings = { engine: engine ?? before.engine, window: Object.fromEntries(merged) };
    const text = `${JSON.stringify(settings, null, 2)}\n`;
    if (text.length > maximumBytes) throw new SfumatoError('invalidInput', say('settingsTooLarge', { most: maximumBytes, got: text.length }));
    try {
      await makeFolder(dirname(this.#path));
      await writeFileAtomic(this.#path, text);
    } catch (thrown) {
      throw systemError(thrown, this.#path);
    }
    return settings;
  }
}

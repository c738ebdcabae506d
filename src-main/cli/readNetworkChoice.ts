import { readFile } from 'node:fs/promises';
import { networkChoiceSchema } from '../contract/networks.ts';
import { say } from '../core/messages/Message.ts';
import { messageOf, SfumatoError } from '../core/SfumatoError.ts';
import type { NetworkChoice } from '../core/networks/NetworkDescription.ts';
import { systemError } from '../files/systemError.ts';

/**
 * Reads a JSON file that chooses a network: `architecture` and `config`. What the config may hold, the engine says.
 * @throws SfumatoError `notFound` …; `invalidInput` for what is no such JSON
 */
export async function readNetworkChoice(path: string): Promise<NetworkChoice> {
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    throw systemError(thrown, path);
  });
  let candidate: unknown;
  try {
    candidate = JSON.parse(text);
  } catch (thrown) {
    throw new SfumatoError('invalidInput', say('noJson', { path, why: messageOf(thrown) }));
  }
  const checked = networkChoiceSchema.safeParse(candidate);
  if (!checked.success) throw new SfumatoError('invalidInput', say('networkFileWrong', { path }));
  return checked.data;
}

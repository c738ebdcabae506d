import type { Connection } from '../connection/Connection.svelte.ts';
import { sendStored, startStored } from './stored.ts';

/** A window that can't reach the program shows that, in the usual language and look, rather than nothing. */
const patienceMs = 3000;

/** Reads what the window keeps between starts, before anything of it is drawn. */
export async function loadStored(connection: Connection): Promise<void> {
  const read = new Promise<Readonly<Record<string, unknown>>>((resolve, reject) => {
    const stop = connection.onOpen(() => {
      stop();
      connection.client.settings.read().then(({ window }) => resolve(window), reject);
    });
  });
  const late = new Promise<Readonly<Record<string, unknown>>>((resolve) => setTimeout(() => resolve({}), patienceMs));
  const entries = await Promise.race([read, late]).catch(() => ({}));
  startStored(entries, (changed) => connection.client.settings.write({ window: { ...changed } }));
  window.addEventListener('pagehide', () => void sendStored());
}

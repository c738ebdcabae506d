import type { MessagePort } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import type { EngineApi, EngineListener } from '../../engine/engineApi.ts';
import { portChannel } from '../../processes/portChannel.ts';
import { connectRemote } from '../../processes/remote.ts';

const postToMain = vi.hoisted(() => vi.fn());
vi.mock('electron', () => ({ ipcRenderer: { postMessage: postToMain } }));

test('serves the engine over the port that it sends, without the native library', async () => {
  await import('./enginePreload.ts');
  expect(postToMain).toHaveBeenCalledExactlyOnceWith('sfumato:engine', null, [expect.anything()]);
  const [port] = postToMain.mock.calls[0]![2] as [MessagePort];
  const ignore = (): void => undefined;
  const engine = connectRemote<EngineApi, EngineListener>(portChannel(port), { backend: ignore, described: ignore, progress: ignore, predicted: ignore, trained: ignore });
  await engine.configure({ backend: 'native', threads: null });
  await expect(engine.describe()).rejects.toMatchObject({
    code: 'engineFailed',
    said: { code: 'backendUnusable', values: { notes: [{ values: { reason: { code: 'nativeInProcess' } } }, { values: { reason: { code: 'nativeInProcess' } } }] } },
  });
  port.close();
});

import type { MessagePort } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import type { EngineApi, EngineListener } from '../../engine/engineApi.ts';
import { portChannel } from '../../processes/portChannel.ts';
import { connectRemote } from '../../processes/remote.ts';

/**
 * The hidden window's entry as it runs in Electron, but for what gives WebGPU: Dawn's package stands where Chromium's own
 * `navigator.gpu` would. Chromium itself computes in `e2e/specs/chromiumWebgpu.spec.ts`.
 */
const postToMain = vi.hoisted(() => vi.fn());
vi.mock('electron', () => ({ ipcRenderer: { postMessage: postToMain } }));

const longTestMs = 120_000;

/** @returns why the rest is left out, or null */
async function giveGpu(): Promise<string | null> {
  const dawn = (await import('webgpu').catch(() => null)) as { create(options: readonly string[]): { requestAdapter(): Promise<object | null> }; globals: object } | null;
  if (dawn === null) return 'the optional package webgpu does not load here';
  Object.assign(globalThis, dawn.globals);
  const gpu = dawn.create([]);
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true });
  return (await gpu.requestAdapter()) === null ? 'no graphics driver answers here, not even a software one' : null;
}

const whyNot = await giveGpu();

test(`serves the engine over the port that it sends${whyNot === null ? '' : ` (left out: ${whyNot})`}`, { skip: whyNot !== null, timeout: longTestMs }, async () => {
  await import('./enginePreload.ts');
  expect(postToMain).toHaveBeenCalledExactlyOnceWith('sfumato:engine', null, [expect.anything()]);
  const [port] = postToMain.mock.calls[0]![2] as [MessagePort];
  const told: string[] = [];
  const inForce = Promise.withResolvers<void>();
  const ignore = (): void => undefined;
  const listener: EngineListener = {
    // Once before it is tried, and once more when it has passed its self-test.
    backend: (name) => {
      if (told.push(name) === 2) inForce.resolve();
    },
    progress: ignore,
    predicted: ignore,
    trained: ignore,
  };
  const engine = connectRemote<EngineApi, EngineListener>(portChannel(port), listener);
  try {
    await engine.configure({ backend: 'webgpu', threads: null });
    // Its whole description would take minutes: a driver that computes on the processor is then timed on a real network.
    await Promise.race([inForce.promise, engine.describe()]);
    expect(told).toEqual(['webgpu', 'webgpu']);
  } finally {
    port.close();
  }
});

import { describe, expect, test, vi } from 'vitest';
import type { BackendName } from '../../core/backends.ts';
import { quote, say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { ChildHandle, Processes } from '../../ports/Processes.ts';
import { connectRemote } from '../../processes/remote.ts';
import type { EngineApi, EngineDescription, EngineListener } from '../engineApi.ts';
import { EngineConnection } from './EngineConnection.ts';
import { EngineEnded } from './failureOf.ts';

/** What an engine says of itself, or throws, when it is asked; null: it never answers. */
type Answer = EngineDescription | SfumatoError | null;

class FakeEngine implements ChildHandle {
  readonly configured: unknown[][] = [];
  isKilled = false;
  readonly #toEngine: ((message: unknown) => void)[] = [];
  readonly #toHost: ((message: unknown) => void)[] = [];
  readonly #exits: ((reason: string) => void)[] = [];

  constructor(answer: Answer, backend: BackendName) {
    const host = connectRemote<EngineListener, Pick<EngineApi, 'configure' | 'describe'>>(
      {
        post: (message) => queueMicrotask(() => this.#toHost.forEach((hear) => hear(structuredClone(message)))),
        onMessage: (listener) => void this.#toEngine.push(listener),
      },
      {
        configure: async (...given) => void this.configured.push(given),
        describe: async () => {
          host.backend(backend);
          if (answer instanceof SfumatoError) throw answer;
          return answer ?? new Promise<never>(() => undefined);
        },
      },
    );
  }

  post(message: unknown): void {
    queueMicrotask(() => this.#toEngine.forEach((hear) => hear(structuredClone(message))));
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#toHost.push(listener);
  }
  onExit(listener: (reason: string) => void): void {
    this.#exits.push(listener);
  }
  kill(): void {
    this.exit('killed');
    this.isKilled = true;
  }
  exit(reason: string): void {
    for (const tell of this.#exits.splice(0)) tell(reason);
  }
}

function description(chosen: BackendName, reasons: Partial<Record<BackendName, Message>>): EngineDescription {
  const names: readonly BackendName[] = ['nativeGpu', 'webgpu', 'native', 'wasm'];
  return {
    device: quote(`device of ${chosen}`),
    prediction: quote('tfjs'),
    backends: names.map((name) => ({ name, chosen: name === chosen, reason: reasons[name] ?? say('fasterServes') })),
  };
}

const nativeWithoutWebgpu = description('native', { nativeGpu: say('nativeWithoutGpu'), webgpu: say('webgpuInWindow'), native: say('nativeAgrees'), wasm: say('readySlower') });
const webgpuInWindow = description('webgpu', { nativeGpu: say('nativeInProcess'), webgpu: say('nativeAgrees') });
const software = say('webgpuSoftware', { device: 'SwiftShader' });
const windowWithoutWebgpu = description('wasm', { webgpu: software, wasm: say('servesInstead') });
const onlyWebgpu = new SfumatoError(
  'engineFailed',
  say('backendUnusable', { asked: 'webgpu', notes: [say('backendNote', { name: 'webgpu', reason: say('webgpuInWindow') })] }),
);

interface Setting {
  readonly process: Answer;
  readonly window?: Answer;
  readonly longestWindowMs?: number;
}

function connection({ process: own, window: other, longestWindowMs }: Setting) {
  const engine = new FakeEngine(own, 'native');
  const window = new FakeEngine(other ?? null, 'webgpu');
  const startEngineWindow = vi.fn(() => window);
  const processes: Processes = other === undefined ? { start: () => engine } : { start: () => engine, startEngineWindow };
  const onEnd = vi.fn();
  const ignore = (): void => undefined;
  const opened = new EngineConnection({
    processes,
    start: Promise.resolve({ settings: { backend: 'auto', threads: 2 }, avoided: [] }),
    listener: { described: ignore, progress: ignore, predicted: ignore, trained: ignore },
    onEnd,
    ...(longestWindowMs !== undefined && { longestWindowMs }),
  });
  return { opened, engine, window, startEngineWindow, onEnd };
}

const reasonOf = (found: EngineDescription, name: BackendName): string | undefined => found.backends.find((each) => each.name === name)?.reason.code;

describe('EngineConnection', () => {
  test('under Node the process serves, and is not asked before it must be', async () => {
    const { opened, engine } = connection({ process: null });
    await opened.ready;
    expect(engine.configured).toEqual([[{ backend: 'auto', threads: 2 }, []]]);
  });

  test('the window serves where it has what the process leaves to it, and the process is ended', async () => {
    const { opened, engine, window, onEnd } = connection({ process: nativeWithoutWebgpu, window: webgpuInWindow });
    const { describe: described, remote } = await opened.ready;
    const found = await described();
    expect(engine.isKilled).toBe(true);
    expect(window.configured).toEqual([[{ backend: 'auto', threads: 2 }, []]]);
    expect(found.device.text).toBe('device of webgpu');
    expect(found.backends.filter(({ chosen }) => chosen).map(({ name }) => name)).toEqual(['webgpu']);
    expect(['nativeGpu', 'native', 'wasm'].map((name) => reasonOf(found, name as BackendName))).toEqual(['nativeWithoutGpu', 'fasterServes', 'readySlower']);
    expect(await remote.describe()).toEqual(webgpuInWindow);
    expect(opened.backend).toBe('webgpu');
    expect(onEnd).not.toHaveBeenCalled();
  });

  test('the process goes on where the window has nothing better, with its reason', async () => {
    const { opened, engine, window } = connection({ process: nativeWithoutWebgpu, window: windowWithoutWebgpu });
    const { describe: described, remote } = await opened.ready;
    const found = await described();
    expect([engine.isKilled, window.isKilled]).toEqual([false, true]);
    expect(reasonOf(found, 'webgpu')).toBe('webgpuSoftware');
    expect(await remote.describe()).toEqual(nativeWithoutWebgpu);
    expect(opened.backend).toBe('native');
  });

  test('a window that dies or hangs while it is tried is a reason, not an end', async () => {
    const dying = connection({ process: nativeWithoutWebgpu, window: null });
    await vi.waitFor(() => expect(dying.window.configured).toHaveLength(1));
    dying.window.exit('crashed, exit code 139');
    expect(reasonOf(await dying.opened.ask((serving) => serving.describe()), 'webgpu')).toBe('webgpuProbeEnded');
    expect(dying.onEnd).not.toHaveBeenCalled();

    const hanging = connection({ process: nativeWithoutWebgpu, window: null, longestWindowMs: 20 });
    expect(reasonOf(await hanging.opened.ask((serving) => serving.describe()), 'webgpu')).toBe('webgpuProbeLate');
    expect([hanging.window.isKilled, hanging.engine.isKilled]).toEqual([true, false]);
  });

  test.each([
    ['an NVIDIA card serves', description('nativeGpu', {})],
    ['WebGPU was given up', description('native', { webgpu: say('gaveUpOn', { why: 'it failed' }) })],
    ['another was asked for', description('wasm', { webgpu: say('notAskedBySettings', { asked: 'wasm' }) })],
    ['nothing at all serves', new SfumatoError('engineFailed', say('wasmDidNotStart'))],
  ])('no window is opened where %s', async (_why, own) => {
    const { opened, engine, startEngineWindow } = connection({ process: own, window: webgpuInWindow });
    await opened.ready;
    expect(startEngineWindow).not.toHaveBeenCalled();
    expect(engine.isKilled).toBe(false);
  });

  test('WebGPU asked for by name is the window’s alone, whatever it answers', async () => {
    const { opened, engine } = connection({ process: onlyWebgpu, window: new SfumatoError('engineFailed', software) });
    const serving = await opened.ready;
    expect(engine.isKilled).toBe(true);
    await expect(serving.describe()).rejects.toMatchObject({ said: { code: 'webgpuSoftware' } });
  });

  test('the end of the window that serves is the end of the engine', async () => {
    const { opened, window, onEnd } = connection({ process: nativeWithoutWebgpu, window: webgpuInWindow });
    await opened.ready;
    window.exit('oom, exit code 5');
    await expect(opened.ask(({ remote }) => remote.describe())).rejects.toThrow('oom, exit code 5');
    expect(onEnd).toHaveBeenCalledOnce();
    expect(opened.backend).toBe('webgpu');
  });

  test('to end it ends whatever runs, also a window that is being tried', async () => {
    const { opened, engine, window } = connection({ process: nativeWithoutWebgpu, window: null });
    await vi.waitFor(() => expect(window.configured).toHaveLength(1));
    opened.end('wanted');
    const thrown: unknown = await opened.ask(({ remote }) => remote.describe()).catch((reason: unknown) => reason);
    expect(thrown).toBeInstanceOf(EngineEnded);
    expect((thrown as EngineEnded).wasWanted).toBe(true);
    expect([engine.isKilled, window.isKilled]).toEqual([true, true]);
  });
});

import { describe, expect, it } from 'vitest';
import type { BackendName } from '../../core/backends.ts';
import { quote, say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { tf } from '../tensorflow.ts';
import type { Backend } from './Backend.ts';
import { backendWish, chooseBackend } from './chooseBackend.ts';
import { composedKernels } from './composedKernels.ts';
import { wasmBackend } from './wasmBackend.ts';

/** WebAssembly under another name, or a backend that does not start. */
const backend = (name: BackendName, askedBy: Backend['askedBy'], missing: string | null = null): Backend => ({
  name,
  askedBy,
  start: async (request) => {
    if (missing !== null) throw new SfumatoError('engineFailed', quote(missing));
    return { ...(await wasmBackend.start(request)), device: quote(name) };
  },
});

const reasons = (description: Awaited<ReturnType<typeof chooseBackend>>['description']) =>
  Object.fromEntries(description.backends.map(({ name, reason }) => [name, reason.code === 'quote' ? reason.text : reason.code]));

describe('chooseBackend', () => {
  it('uses WebAssembly when it is asked for, and says so', async () => {
    const { description } = await chooseBackend('wasm');
    expect(tf.getBackend()).toBe('wasm');
    expect(description.backends.map(({ name, chosen }) => (chosen ? name : null)).filter(Boolean)).toEqual(['wasm']);
    expect(reasons(description)).toMatchObject({ native: 'notAskedBySettings', webgpu: 'notAskedBySettings' });
  });

  it('chooses exactly one backend, with a reason for each, when it may choose', async () => {
    const { description, name } = await chooseBackend('best');
    expect(description.backends.filter(({ chosen }) => chosen).map((each) => each.name)).toEqual([name]);
    for (const { reason } of description.backends) expect(reason.text).not.toBe('');
    // A driver that computes on the processor is there in these tests, and is right, but never chosen unasked.
    expect(description.backends.find((each) => each.name === 'webgpu')!.chosen).toBe(false);
  });

  it('takes the first that starts and tells the others why not', async () => {
    const tried: string[] = [];
    const backends = [backend('nativeGpu', 'native', 'no card'), backend('webgpu', 'webgpu'), backend('native', 'native'), wasmBackend];
    const chosen = await chooseBackend('best', { backends, trying: async (name) => void tried.push(name) });
    expect(chosen.name).toBe('webgpu');
    expect(chosen.description.device.text).toBe('webgpu');
    expect(reasons(chosen.description)).toEqual({ nativeGpu: 'no card', webgpu: 'nativeAgrees', native: 'fasterServes', wasm: 'readySlower' });
    expect(tried).toEqual(['nativeGpu', 'webgpu']);
  });

  it('does not go back to one that failed at work, and says what happened', async () => {
    const backends = [backend('nativeGpu', 'native', 'no card'), backend('native', 'native'), wasmBackend];
    const avoided = new Map([['native' as const, say('outOfMemory', { why: 'of 4 GiB' })]]);
    const { name, description } = await chooseBackend('best', { backends, avoided });
    expect(name).toBe('wasm');
    expect(description.backends.find((each) => each.name === 'native')!.reason.text).toMatch(/given up .* of 4 GiB/);
    await expect(chooseBackend('native', { backends, avoided })).rejects.toThrow(/\(native\) cannot be used\. nativeGpu: no card; native: given up/);
  });

  it('does not take one that computes something else', async () => {
    const wrong: Backend = {
      ...backend('webgpu', 'webgpu'),
      start: async (request) => ({
        ...(await wasmBackend.start(request)),
        // Not the reference's name, so that it is compared; the kernels differ.
        tfName: 'cpu',
        kernels: { ...composedKernels, batchNormTraining: (...given) => ({ ...composedKernels.batchNormTraining(...given), y: composedKernels.batchNormTraining(...given).y.mul(1.1) }) },
      }),
    };
    const { name, description } = await chooseBackend('best', { backends: [wrong, wasmBackend] });
    expect(name).toBe('wasm');
    expect(reasons(description)['webgpu']).toBe('selfTestFailed');
  });

  it('reads the wish from the environment and refuses another word', () => {
    expect(backendWish({})).toBe('best');
    expect(backendWish({}, 'webgpu')).toBe('webgpu');
    expect(backendWish({ SFUMATO_BACKEND: 'wasm' }, 'native')).toBe('wasm');
    expect(backendWish({ SFUMATO_BACKEND: 'best' }, 'native')).toBe('best');
    expect(() => backendWish({ SFUMATO_BACKEND: 'cuda' })).toThrow(SfumatoError);
  });
});

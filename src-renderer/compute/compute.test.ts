import { createBirpc } from 'birpc';
import { expect, test, vi } from 'vitest';
import { ComputeClient } from './ComputeClient.ts';
import type { WorkerLike } from './ComputeClient.ts';
import { FeatureStore } from './FeatureStore.ts';
import { makeCompute } from './makeCompute.ts';
import { ownBuffers } from './ownBuffers.ts';

type Listener = (event: { readonly data: unknown; readonly message?: string }) => void;

/** A worker on this thread: messages are cloned and come a turn later, as they do in a browser. */
class FakeWorker implements WorkerLike {
  readonly listeners = new Map<string, Listener>();
  ended = false;
  #toWorker: ((message: unknown) => void) | null = null;

  constructor(functions: object) {
    createBirpc(functions as Record<string, () => unknown>, {
      post: (message: unknown) => {
        const data: unknown = structuredClone(message);
        setTimeout(() => this.ended || this.listeners.get('message')?.({ data }));
      },
      on: (listener) => (this.#toWorker = listener),
      timeout: -1,
    });
  }

  postMessage(message: unknown, transfer: Transferable[]): void {
    const data: unknown = structuredClone(message, { transfer });
    setTimeout(() => this.ended || this.#toWorker?.(data));
  }

  addEventListener(type: string, listener: Listener): void {
    this.listeners.set(type, listener);
  }

  terminate(): void {
    this.ended = true;
  }
}

const wholeBox = { x: 0, y: 0, width: 8, height: 8 };
const superpixelInput = () => ({
  image: wholeBox,
  around: wholeBox,
  box: wholeBox,
  window: { width: 8, height: 8, channels: 1, samples: new Uint8Array(64) },
  ranges: [[0, 255]] as const,
  options: { sidePx: 4, compactness: 10, colour: 'channels' as const },
});

test('answers come back, and what is sent goes over', async () => {
  const client = new ComputeClient(() => new FakeWorker(makeCompute()));
  const input = superpixelInput();
  const { ids } = await client.run('superpixels', input);
  expect(new Set(ids).size).toBe(4);
  expect(ids).toHaveLength(64);
  expect(input.window.samples.byteLength).toBe(0);
});

test('a failure is told, and the next call works', async () => {
  const client = new ComputeClient(() => new FakeWorker(makeCompute()));
  await expect(client.run('superpixels', { ...superpixelInput(), options: { sidePx: 0, compactness: 1, colour: 'rgb' } })).rejects.toThrow(/side of 2 px/);
  expect(new Set((await client.run('superpixels', superpixelInput())).ids).size).toBe(4);
});

test('a call that waits is dropped when given up', async () => {
  const superpixels = vi.fn(() => ({ ids: new Int32Array(1) }));
  const client = new ComputeClient(() => new FakeWorker({ superpixels }));
  const giveUp = new AbortController();
  const first = client.run('superpixels', superpixelInput());
  const second = client.run('superpixels', superpixelInput(), giveUp.signal);
  giveUp.abort();
  await expect(second).rejects.toThrow(/abort/i);
  await first;
  expect(superpixels).toHaveBeenCalledTimes(1);
  await expect(client.run('superpixels', superpixelInput(), giveUp.signal)).rejects.toThrow(/abort/i);
});

test('a call that runs long is ended with its worker, and the next gets another', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const workers: FakeWorker[] = [];
  const client = new ComputeClient(() => {
    const worker = new FakeWorker(workers.length === 0 ? { superpixels: () => new Promise(() => undefined) } : makeCompute());
    workers.push(worker);
    return worker;
  });
  const giveUp = new AbortController();
  const stuck = client.run('superpixels', superpixelInput(), giveUp.signal);
  const next = client.run('superpixels', superpixelInput());
  vi.advanceTimersByTime(1000);
  giveUp.abort();
  await expect(stuck).rejects.toThrow(/abort/i);
  expect(new Set((await next).ids).size).toBe(4);
  expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
  vi.useRealTimers();
});

test('a worker that breaks fails its call alone', async () => {
  const workers: FakeWorker[] = [];
  const client = new ComputeClient(() => {
    const worker = new FakeWorker(workers.length === 0 ? { superpixels: () => new Promise(() => undefined) } : makeCompute());
    workers.push(worker);
    return worker;
  });
  const stuck = client.run('superpixels', superpixelInput());
  const next = client.run('superpixels', superpixelInput());
  workers[0]!.listeners.get('error')!({ data: null, message: 'out of memory' });
  await expect(stuck).rejects.toThrow(/out of memory/);
  expect(new Set((await next).ids).size).toBe(4);
});

test('the classifier says which features it lacks, learns and classifies', () => {
  const compute = makeCompute();
  const samples = Uint8Array.from({ length: 64 * 64 }, (_, index) => (index % 64 < 32 ? 40 : 200));
  const classes = new Uint8Array(64 * 64).fill(255);
  classes.fill(0, 10 * 64 + 4, 10 * 64 + 20);
  classes.fill(1, 10 * 64 + 40, 10 * 64 + 60);
  const training = { parts: [{ key: 'a', classes }], classCount: 2, seed: 1 };
  expect(compute.trainClassifier(training)).toEqual({ missing: ['a'] });
  const window = { width: 64, height: 64, channels: 1, samples };
  compute.keepFeatures({ key: 'a', window, ranges: [[0, 255]], part: { x: 0, y: 0, width: 64, height: 64 } });
  const trained = compute.trainClassifier(training);
  expect(trained).toEqual({ forest: 1 });
  expect(compute.classify({ key: 'b', forest: 1 })).toEqual({ missing: ['b'] });
  const told = compute.classify({ key: 'a', forest: 1 });
  if ('missing' in told) throw new Error('features are missing');
  expect([told.classes[30 * 64 + 5], told.classes[30 * 64 + 60]]).toEqual([0, 1]);
});

test('features are kept within their budget, the oldest go', () => {
  const store = new FeatureStore(25);
  const features = { width: 1, height: 10, featureCount: 1, bytes: new Uint8Array(10) };
  store.keep('a', features);
  store.keep('b', features);
  expect(store.get('a')).toBeDefined();
  store.keep('c', features);
  expect(store.get('b')).toBeUndefined();
  expect(store.get('a')).toBeDefined();
});

test('only memory that an array fills goes over', () => {
  const whole = new Uint8Array(8);
  const part = new Uint8Array(8).subarray(2);
  expect(ownBuffers({ a: whole, b: { c: part, d: [whole] }, e: 3 })).toEqual([whole.buffer]);
});

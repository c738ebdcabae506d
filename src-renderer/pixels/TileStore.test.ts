import { expect, test } from 'vitest';
import { PixelSource } from './PixelSource.ts';
import { TileStore } from './TileStore.ts';
import type { TileOwner, TileRequest } from './TileStore.ts';

const request = (address: string, urgency: 'urgent' | 'later' = 'urgent'): TileRequest => ({ address, urgency, decode: (bytes) => new Uint8Array(bytes) });
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function owner(): TileOwner & { readonly came: string[]; readonly failures: string[] } {
  const came: string[] = [];
  const failures: string[] = [];
  return { came, failures, arrived: (address) => void came.push(address), failed: (address) => void failures.push(address) };
}

test('tiles past the budget go, those not looked at for longest first', async () => {
  const store = new TileStore(new PixelSource(async () => new ArrayBuffer(10)), 30);
  for (const address of ['a', 'b', 'c']) await store.load(request(address));
  store.peek('a');
  await store.load(request('d'));
  expect(['a', 'b', 'c', 'd'].filter((address) => store.has(address))).toEqual(['a', 'c', 'd']);
  expect(store.byteLength).toBe(30);
});

test('what is in memory is not fetched again', async () => {
  let calls = 0;
  const store = new TileStore(new PixelSource(async () => (calls++, new ArrayBuffer(4))));
  const first = owner();
  store.want(first, [request('a')]);
  await settled();
  store.want(first, [request('a')]);
  await store.load(request('a'));
  expect(calls).toBe(1);
  expect(first.came).toEqual(['a']);
});

test('wishes taken back are given up; those of another owner are not', async () => {
  const aborted: string[] = [];
  const store = new TileStore(
    new PixelSource((address, signal) => {
      signal!.addEventListener('abort', () => aborted.push(address));
      return new Promise(() => undefined);
    }),
  );
  const [left, right] = [owner(), owner()];
  store.want(left, [request('both'), request('left')]);
  store.want(right, [request('both')]);
  store.want(left, [request('next')]);
  await settled();
  expect(aborted).toEqual(['left']);
  store.want(right, []);
  await settled();
  expect(aborted).toEqual(['left', 'both']);
});

test('a tile that failed is told of and left alone for a while', async () => {
  let calls = 0;
  const store = new TileStore(new PixelSource(async () => (calls++, Promise.reject(new Error('gone')))));
  const one = owner();
  store.want(one, [request('a')]);
  await settled();
  expect(one.failures).toEqual(['a']);
  store.want(one, [request('a')]);
  await settled();
  expect(calls).toBe(1);
  store.retry();
  store.want(one, [request('a')]);
  await settled();
  expect(calls).toBe(2);
});

test('looked at and fetched ahead at once is one fetch', async () => {
  let calls = 0;
  const store = new TileStore(new PixelSource(async () => (calls++, new ArrayBuffer(4))));
  const one = owner();
  store.want(one, [request('a', 'later')]);
  store.want(one, [request('a', 'urgent')]);
  await settled();
  expect(calls).toBe(1);
  expect(one.came).toEqual(['a']);
});

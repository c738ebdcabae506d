import { expect, test } from 'vitest';
import { PixelSource } from './PixelSource.ts';

/** A source whose fetches end when told to. */
function heldSource(): { source: PixelSource; started: string[]; finish: (address: string) => Promise<void> } {
  const started: string[] = [];
  const finishers = new Map<string, () => void>();
  const source = new PixelSource((address) => {
    started.push(address);
    return new Promise((resolve) => finishers.set(address, () => resolve(new ArrayBuffer(1))));
  });
  const finish = async (address: string): Promise<void> => {
    finishers.get(address)?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { source, started, finish };
}

test('six at a time, the urgent before the others', async () => {
  const { source, started, finish } = heldSource();
  const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((address) => source.get(address, 'later'));
  const urgent = source.get('now', 'urgent');
  expect(started).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  await finish('c');
  expect(started.at(-1)).toBe('now');
  for (const address of ['a', 'b', 'd', 'e', 'f', 'now', 'g', 'h']) await finish(address);
  await Promise.all([...all, urgent]);
  expect(started).toHaveLength(9);
});

test('what is in flight is not fetched twice; what failed is fetched again', async () => {
  let calls = 0;
  const source = new PixelSource(async () => {
    calls++;
    if (calls === 1) throw new Error('broken');
    return new ArrayBuffer(4);
  });
  const both = [source.get('a'), source.get('a')];
  await expect(both[0]).rejects.toThrow('broken');
  await expect(both[1]).rejects.toThrow('broken');
  expect((await source.get('a')).byteLength).toBe(4);
  expect(calls).toBe(2);
});

test('what nobody wants any more is given up, running or waiting; what another still wants goes on', async () => {
  const signals: AbortSignal[] = [];
  const source = new PixelSource((_address, signal) => {
    signals.push(signal!);
    return new Promise(() => undefined);
  });
  const [first, second] = [new AbortController(), new AbortController()];
  const ended: string[] = [];
  const note = (name: string) => (thrown: unknown) => void ended.push(`${name} ${(thrown as Error).name}`);
  source.get('shared', 'urgent', first.signal).catch(note('first'));
  source.get('shared', 'urgent', second.signal).catch(note('second'));
  for (let at = 0; at < 6; at++) void source.get(`other ${at}`);
  const waiting = new AbortController();
  source.get('waiting', 'later', waiting.signal).catch(note('waiting'));
  waiting.abort();
  first.abort();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(signals[0]!.aborted).toBe(false);
  second.abort();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(signals[0]!.aborted).toBe(true);
  expect(signals).toHaveLength(6);
  expect(ended.sort()).toEqual(['first AbortError', 'second AbortError', 'waiting AbortError']);
});

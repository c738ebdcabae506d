import { expect, test } from 'vitest';
import { emptyLabelMap } from '../../src-main/core/labels/labelMap.ts';
import type { ImageRecord } from '../../src-main/core/records.ts';
import { ImageCache } from './ImageCache.ts';
import { LoadedImage } from './LoadedImage.svelte.ts';
import { PixelSource } from './PixelSource.ts';

const record: ImageRecord = {
  id: 'one',
  name: 'one.png',
  width: 300,
  height: 2,
  channels: 1,
  sampleType: 'uint8',
  displayRange: [0, 255],
  contentHash: 'hash',
  role: 'work',
  labelledFraction: 0,
  labelSequence: 0,
};

/** Answers every tile with bytes of one value, by what is asked for. */
function source(values: Record<string, number>): { pixels: PixelSource; asked: string[] } {
  const asked: string[] = [];
  const pixels = new PixelSource(async (address) => {
    asked.push(address);
    const [, , plane, , column] = address.split('/');
    const width = column === '0' ? 256 : 44;
    return new Uint8Array(width * 2).fill(values[plane!]!).buffer;
  });
  return { pixels, asked };
}

test('tiles are put together, each told of as it comes', async () => {
  const { pixels } = source({ image: 9 });
  const image = new LoadedImage(record, pixels);
  const boxes: number[] = [];
  image.onChange((plane, box) => plane === 'image' && boxes.push(box.width));
  await image.loadImage('urgent');
  expect([...boxes].sort((first, second) => first - second)).toEqual([44, 256]);
  expect(image.loadedFraction).toBe(1);
  expect(image.grid.samples.every((value) => value === 9)).toBe(true);
});

test('labels are not loaded over strokes the program does not know', async () => {
  const { pixels } = source({ labels: 1 });
  const image = new LoadedImage(record, pixels);
  image.labels.data[5] = 3;
  expect(await image.loadLabels(4, 'urgent', () => true)).toBe(false);
  expect(image.labels.data[5]).toBe(3);
  expect(image.labelSequence).toBe(-1);
  expect(await image.loadLabels(4, 'urgent', () => false)).toBe(true);
  expect(image.labels.data[5]).toBe(1);
  expect(image.labelSequence).toBe(4);
});

test('an image that was never labelled has its empty labels without a fetch', async () => {
  const { pixels, asked } = source({});
  const image = new LoadedImage(record, pixels);
  expect(await image.loadLabels(0, 'urgent', () => false)).toBe(true);
  expect(asked).toHaveLength(0);
  expect(image.labels).toEqual(emptyLabelMap(300, 2));
});

test('the maps of another model are forgotten, those of the same are fetched once', async () => {
  const { pixels, asked } = source({ 'map-mutualInformation': 7, prediction: 1 });
  const image = new LoadedImage(record, pixels);
  await image.loadMap('mutualInformation', 'urgent');
  expect(asked).toHaveLength(0);
  image.useModel('a');
  await Promise.all([image.loadMap('mutualInformation', 'urgent'), image.loadMap('mutualInformation', 'urgent')]);
  expect(asked).toHaveLength(2);
  expect(image.maps.get('mutualInformation')?.[299]).toBe(7);
  image.useModel('b');
  expect(image.maps.size).toBe(0);
  await image.loadMap('mutualInformation', 'urgent');
  expect(asked.at(-1)).toContain('/b');
});

test('a failed load is tried again', async () => {
  let calls = 0;
  const pixels = new PixelSource(async () => {
    if (++calls <= 2) throw new Error('broken');
    return new Uint8Array(calls === 3 ? 512 : 88).buffer;
  });
  const image = new LoadedImage(record, pixels);
  await expect(image.loadImage('urgent')).rejects.toThrow('broken');
  await new Promise((resolve) => setTimeout(resolve, 0));
  await image.loadImage('urgent');
  expect(image.loadedFraction).toBe(1);
});

test('the cache lets go of what was not looked at for longest, never of what is held', () => {
  const { pixels } = source({});
  const bytes = 300 * 2 * 2;
  const cache = new ImageCache(pixels, bytes * 2);
  const named = (id: string): ImageRecord => ({ ...record, id });
  const held = new Set(['a']);
  for (const id of ['a', 'b', 'c']) cache.get(named(id), (imageId) => held.has(imageId));
  expect([...cache.values()].map((image) => image.record.id)).toEqual(['a', 'c']);
  expect(cache.get(named('a'), () => false).labels.data).toEqual(emptyLabelMap(300, 2).data);
});

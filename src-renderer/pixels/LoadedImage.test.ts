import { expect, test } from 'vitest';
import { emptyLabelPlanes } from '../../src-main/core/labels/LabelPlanes.ts';
import type { ImageRecord } from '../../src-main/core/records.ts';
import { ImageCache } from './ImageCache.ts';
import { LoadedImage } from './LoadedImage.svelte.ts';
import { PixelSource } from './PixelSource.ts';
import { TileStore } from './TileStore.ts';

const record: ImageRecord = {
  id: 'one',
  name: 'one.png',
  width: 300,
  height: 2,
  channels: 1,
  colour: 'grey',
  channelNames: ['grey'],
  sampleType: 'uint8',
  displayRange: [0, 255],
  channelRanges: [[0, 255]],
  pixelSizeUm: null,
  stack: null,
  contentHash: 'hash',
  role: 'work',
  labelledFraction: 0,
  forEvaluation: false,
  labelSequence: 0,
};

/** Answers every tile with bytes of one value, by what is asked for. */
function source(values: Record<string, number>): { pixels: PixelSource; asked: string[] } {
  const asked: string[] = [];
  const pixels = new PixelSource(async (address) => {
    asked.push(address);
    if (address.includes('/label-index/')) return Uint16Array.from([values['index'] ?? 256, 1]).buffer;
    if (address.includes('/label-changes/')) return Uint8Array.from([0, 1]).buffer;
    if (address.includes('/object-index/')) return Uint8Array.from([0, values['objects'] === undefined ? 0 : 1]).buffer;
    const parts = address.split('/').slice(2);
    const plane = parts[0] === 'plane' ? parts[1]! : parts[0]!;
    if (plane === 'objects') return new Uint32Array(44 * 2).fill(values['objects']!).buffer;
    // Level 0 has two tiles, level 1 one of 150 x 1.
    const [level, column] = plane === 'labels' ? ['0', parts[2]] : parts.slice(parts[0] === 'plane' ? 3 : 2);
    const count = level === '1' ? 150 : column === '0' ? 512 : 88;
    return new Uint8Array(count).fill(values[plane]! + Number(level)).buffer;
  });
  return { pixels, asked };
}

const load = (values: Record<string, number>): { image: LoadedImage; asked: string[] } => {
  const { pixels, asked } = source(values);
  return { image: new LoadedImage(record, pixels, new TileStore(pixels)), asked };
};

test('a box is read across tiles at full size', async () => {
  const { image, asked } = load({ image: 9 });
  const grid = await image.readSamples({ x: 250, y: 0, width: 20, height: 2 });
  expect(grid).toMatchObject({ width: 20, height: 2, channels: 1 });
  expect([...grid.samples]).toEqual(new Array(40).fill(9));
  expect(asked).toHaveLength(2);
});

test('a single pixel is read from the finest tile in memory', async () => {
  const { image } = load({ image: 9, 'map-mutualInformation': 4 });
  image.useModel('a');
  expect(image.sampleAt(3, 1)).toBeNull();
  await image.loadImage('urgent');
  expect(image.sampleAt(3, 1)).toEqual([10]);
  await image.readSamples({ x: 0, y: 0, width: 1, height: 1 });
  expect(image.sampleAt(3, 1)).toEqual([9]);
  expect(image.valueAt('map-mutualInformation', 3, 1)).toBeNull();
  await image.loadMap('mutualInformation', 'urgent');
  expect(image.valueAt('map-mutualInformation', 3, 1)).toBe(5);
  expect(image.valueAt('map-mutualInformation', 3, 1, 'b')).toBeNull();
});

test('what is wanted comes, coarsest first, and each tile is told of with its place', async () => {
  const { image, asked } = load({ image: 9, prediction: 1 });
  const told: string[] = [];
  image.onChange((plane, box, level) => told.push(`${plane} ${level} ${box.x} ${box.width}`));
  image.want({}, [{ level: 0, box: { x: 260, y: 0, width: 5, height: 1 }, image: true, planes: ['prediction'], modelId: 'a', urgency: 'urgent' }]);
  expect(image.loadedFraction).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(told).toEqual(['image 1 0 300', 'prediction 1 0 300', 'image 0 256 44', 'prediction 0 256 44']);
  expect(image.loadedFraction).toBe(1);
  expect(asked).toHaveLength(4);
});

test('labels come by their index, mixed tiles alone are fetched, objects where there are some', async () => {
  const { image, asked } = load({ labels: 1, objects: 7 });
  expect(await image.loadLabels(4, 'urgent', () => false)).toBe(true);
  expect(image.labels.classes.get(5, 1)).toBe(1);
  expect(image.labels.classes.tile(1, 0)).toBe(1);
  expect(image.labels.objects.get(299, 1)).toBe(7);
  expect(asked).toHaveLength(4);
  expect(image.labelSequence).toBe(4);
});

test('after a change only the tiles it touched are fetched again', async () => {
  const { image, asked } = load({ labels: 1, objects: 7 });
  await image.loadLabels(4, 'urgent', () => false);
  const kept = image.labels.classes.tile(0, 0);
  const boxes: number[] = [];
  image.onChange((plane, box) => plane === 'labels' && boxes.push(box.x, box.width));
  asked.length = 0;
  await image.loadLabels(6, 'urgent', () => false);
  expect(asked.filter((address) => /\/(?:labels|objects)\//.test(address))).toEqual(['/pixels/objects/one/1/0/6']);
  expect(asked.some((address) => address.endsWith('/label-changes/one/4/6'))).toBe(true);
  expect(image.labels.classes.tile(0, 0)).toBe(kept);
  expect(boxes).toEqual([256, 44]);
});

test('labels are not loaded over strokes the program does not know', async () => {
  const { image } = load({ labels: 1 });
  image.labels.classes.fillSpan(0, 5, 6, 3);
  expect(await image.loadLabels(4, 'urgent', () => true)).toBe(false);
  expect(image.labels.classes.get(5, 0)).toBe(3);
  expect(image.labelSequence).toBe(-1);
});

test('an image that was never labelled has its empty labels without a fetch', async () => {
  const { image, asked } = load({});
  expect(await image.loadLabels(0, 'urgent', () => false)).toBe(true);
  expect(asked).toHaveLength(0);
  expect(image.labels.classes.tile(0, 0)).toBe(emptyLabelPlanes(record).classes.tile(0, 0));
});

test('without a model nothing is fetched; another model has planes of its own', async () => {
  const { image, asked } = load({ 'map-mutualInformation': 7 });
  await image.loadMap('mutualInformation', 'urgent');
  expect(asked).toHaveLength(0);
  image.useModel('a');
  expect([...(await image.readPlane('map-mutualInformation', { x: 298, y: 1, width: 2, height: 1 }))]).toEqual([7, 7]);
  image.useModel('b');
  expect(image.valueAt('map-mutualInformation', 299, 1)).toBeNull();
  await image.loadMap('mutualInformation', 'urgent');
  expect(asked.at(-1)).toContain('/b');
});

test('the cache lets go of the labels not looked at for longest, never of what is held', () => {
  const { pixels } = source({});
  const cache = new ImageCache(pixels, 2 * new LoadedImage(record, pixels, new TileStore(pixels)).byteLength);
  const named = (id: string): ImageRecord => ({ ...record, id });
  const held = new Set(['a']);
  for (const id of ['a', 'b', 'c']) cache.get(named(id), (imageId) => held.has(imageId));
  expect([...cache.values()].map((image) => image.record.id)).toEqual(['a', 'c']);
});

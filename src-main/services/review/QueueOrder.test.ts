import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { StackPlace } from '../../core/records.ts';
import { temporaryFolder } from '../../files/testing/temporaryFolder.ts';
import { ProjectStore } from '../../store/ProjectStore.ts';
import type { NewRegion } from '../../store/RegionRows.ts';
import { classes } from '../testing/testApp.ts';
import { QueueOrder } from './QueueOrder.ts';

const createdAt = '2026-11-28T00:00:00.000Z';
const perKind = { predictiveEntropy: 0.3, mutualInformation: 0.1, expectedEntropy: 0.2, learnedLoss: 0.3 };

/** A project whose model in use has a region on each image, all at the same place; the strategy is that of entropy, which draws nothing. */
async function project(images: readonly { readonly name: string; readonly score: number; readonly stack?: StackPlace }[]) {
  const store = await ProjectStore.create({ folder: join(await temporaryFolder(), 'project'), name: 'Test', classes, createdAt });
  onTestFinished(() => store.close());
  store.setReviewSettings({ ...store.reviewSettings(), strategy: 'entropy' });
  const modelId = randomUUID();
  store.transaction(() => {
    store.models.add({ id: modelId, name: 'm', state: 'inUse', createdAt, architecture: 'unet', memberCount: 1, parentId: null, figures: null, parentFigures: null, learned: null, labelSequence: null, measure: null, comparison: null });
    for (const { name, score, stack = null } of images) {
      const image = { id: name, name, width: 64, height: 64, channels: 1, colour: 'grey', channelNames: ['Intensity'], sampleType: 'uint8', displayRange: [0, 255], channelRanges: [[0, 255]], pixelSizeUm: null, stack, contentHash: name.repeat(64), role: 'work' } as const;
      store.images.add({ ...image, fileHash: name.repeat(64), fileSlice: stack?.index ?? 0, labelFileHash: null, importedAt: createdAt });
      const region: NewRegion = { id: name, imageId: name, modelId, box: { x: 0, y: 0, width: 10, height: 10 }, pixelCount: 100, score, worth: score / 100, means: perKind, proposedClass: 1, reason: 'predictiveEntropy', arm: 'chosen', strategy: 'entropy', boundaryPixels: 5, features: [score], state: 'open', mask: new Uint8Array(100).fill(1) };
      store.regions.replace(modelId, name, [region]);
    }
  });
  const model = store.models.inUse()!;
  const sorted = async (order: QueueOrder): Promise<string> => {
    const all = store.regions.standing(modelId);
    await order.prepare(model, all);
    return order.sorted(model, all).map(({ id }) => id).join('');
  };
  return { store, sorted };
}

test('the order is the strategy\'s, kept while nothing has changed', async () => {
  const { store, sorted } = await project([{ name: 'a', score: 1 }, { name: 'b', score: 3 }, { name: 'c', score: 2 }]);
  const order = new QueueOrder(store, () => undefined, () => true);
  expect(await sorted(order)).toBe('bca');
  store.regions.setState('b', 'deferred');
  expect(await sorted(order)).toBe('bca');
});

test('what lies over one before it in a neighbouring slice waits', async () => {
  const slice = (index: number): StackPlace => ({ id: 'stack', name: 'stack', index, count: 9 });
  const { store, sorted } = await project([{ name: 'a', score: 9, stack: slice(3) }, { name: 'b', score: 8, stack: slice(4) }, { name: 'c', score: 1 }]);
  expect(await sorted(new QueueOrder(store, () => undefined, () => true))).toBe('acb');
});

test('a long queue stands as it was until its new order is made behind the window\'s back', async () => {
  const names = [...'abcdefghijkl'];
  const { store, sorted } = await project(names.map((name, at) => ({ name, score: 20 - at })));
  let tell: () => void = () => undefined;
  const order = new QueueOrder(store, () => tell(), () => true, 3);
  expect(await sorted(order)).toBe('abcdefghijkl');
  const image = store.images.get('l');
  store.transaction(() => store.regions.replace(store.models.inUse()!.id, 'l', store.regions.records(['a']).map((region) => ({ ...region, id: 'z', imageId: image.id, score: 90, worth: 0.9, features: [90], mask: new Uint8Array(100).fill(1) }))));
  const told = new Promise<void>((resolve) => (tell = resolve));
  expect(await sorted(order)).toBe('abcdefghijkz');
  await told;
  expect(await sorted(order)).toBe('zabcdefghijk');
});

test('an order that is being made answers whoever asks meanwhile', async () => {
  const names = Array.from({ length: 400 }, (_none, at) => at.toString(36).padStart(2, '0'));
  const { store, sorted } = await project(names.map((name, at) => ({ name, score: 500 - at })));
  let tell: () => void = () => undefined;
  const order = new QueueOrder(store, () => tell(), () => true, 3);
  const first = await sorted(order);
  expect(first).toBe(names.join(''));
  for (const name of names.slice(0, 10)) store.regions.setState(name, 'accepted');
  const told = new Promise<void>((resolve) => (tell = resolve));
  // Asked twice, made once: a second making would tell once more.
  expect(await Promise.all([sorted(order), sorted(order)])).toEqual([first, first]);
  await told;
  tell = () => expect.fail('it was made twice');
  expect(await sorted(order)).toBe(first);
  await order.close();
});

test('an order by a strategy that is not chosen any more is left', async () => {
  const { store, sorted } = await project([{ name: 'a', score: 1 }, { name: 'b', score: 3 }]);
  const order = new QueueOrder(store, () => undefined, () => true);
  const early = sorted(order);
  store.setReviewSettings({ ...store.reviewSettings(), strategy: 'standard' });
  await Promise.all([early, sorted(order)]);
  expect(await sorted(order)).toHaveLength(2);
  await order.close();
});

import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { pictureSize, projectWithImages } from '../testing/projectWithImages.ts';
import { emptyLabelMap } from '../../core/labels/labelMap.ts';
import { sentDiff, withBox } from '../testing/testApp.ts';
import { ProjectStore } from '../../store/ProjectStore.ts';
import { KnownDice } from './KnownDice.ts';
import { stateOf } from './imageTable.ts';

test.each([
  [0, [], null, 'new'],
  [0, ['open', 'open'], null, 'new'],
  [0, ['open', 'deferred'], null, 'inProgress'],
  [0.2, [], null, 'inProgress'],
  [0.2, ['accepted', 'corrected'], null, 'reviewed'],
  [0.2, ['accepted', 'open'], null, 'inProgress'],
  [1, [], null, 'reviewed'],
  [0, ['open'], 'accepted', 'reviewed'],
  [1, ['accepted'], 'flagged', 'flagged'],
  [1, ['flagged'], 'accepted', 'flagged'],
] as const)('labelled %d, regions %j, the word %s: %s', (labelledFraction, states, decision, expected) => {
  expect(stateOf({ labelledFraction }, states.map((state) => ({ state })), decision)).toBe(expected);
});

test('the table says of every image where it stands, by labels, regions and maps', async () => {
  const project = await projectWithImages('model');
  const { client, image } = project;
  const { width, height } = pictureSize;
  const rowOf = async (id = image.id) => (await client.images.table()).find(({ imageId }) => imageId === id)!;
  expect(await rowOf()).toMatchObject({ state: 'new', labelledFraction: 0, openRegions: 1, settledRegions: 0, dice: null, means: { predictiveEntropy: 0.1 }, who: null, at: null });
  // The fake engine predicts class 1 left of the middle; of these 8 columns half are right.
  const empty = emptyLabelMap(width, height);
  const painted = withBox(empty, { x: width / 2 - 4, y: 0, width: 8, height: 4 }, 1);
  await client.annotations.commit({ imageId: image.id, tool: 'brush', classIndex: 1, diff: sentDiff(empty, painted), regionId: null });
  expect(await rowOf()).toMatchObject({ state: 'inProgress', who: 'tester' });
  expect((await rowOf()).dice).toBeCloseTo((2 * 16) / (32 + 16), 9);
  const heldBack = project.images.find(({ role }) => role === 'heldBack')!;
  expect((await rowOf(heldBack.id)).dice).toBeGreaterThan(0);
});

test('whole images are accepted in one step of undo: labels as predicted, regions settled', async () => {
  const { client, images } = await projectWithImages('model');
  const work = images.filter(({ role }) => role === 'work').map(({ id }) => id);
  const { width, height } = pictureSize;
  const answer = await client.images.reviewImages({ imageIds: work });
  expect(answer.changedPixels).toBe(2 * width * height);
  const states = async () => (await client.images.table()).filter(({ imageId }) => work.includes(imageId)).map(({ state, openRegions, dice }) => [state, openRegions, dice]);
  expect(await states()).toEqual([['reviewed', 0, 1], ['reviewed', 0, 1]]);
  expect(await client.review.queue({})).toMatchObject({ openCount: 0, settledCount: 2 });
  expect(await client.annotations.undo()).toMatchObject({ gestureId: answer.gestureId });
  expect(await states()).toEqual([['new', 1, null], ['new', 1, null]]);
  expect(await client.annotations.undo()).toBeNull();
  await client.annotations.redo();
  expect(await states()).toEqual([['reviewed', 0, 1], ['reviewed', 0, 1]]);
  await client.images.reviewImages({ imageIds: [work[0]!], decision: 'flagged' });
  expect((await states()).map(([state]) => state).sort()).toEqual(['flagged', 'reviewed']);
  expect((await client.annotations.verify()).problems).toEqual([]);
});

test('what was labelled before by the same gesture is taken back with the image', async () => {
  const { client, image } = await projectWithImages('model');
  const { width, height } = pictureSize;
  const empty = emptyLabelMap(width, height);
  const gestureId = randomUUID();
  await client.annotations.commit({ imageId: image.id, tool: 'crf', classIndex: 1, diff: sentDiff(empty, withBox(empty, { x: 0, y: 0, width: 4, height: 4 }, 1)), regionId: null, gestureId });
  expect(await client.images.reviewImages({ imageIds: [image.id], gestureId })).toMatchObject({ gestureId, changedPixels: width * height - 16 });
  await client.annotations.undo();
  expect((await client.images.list()).find(({ id }) => id === image.id)!.labelledFraction).toBe(0);
  expect(await client.annotations.undo()).toBeNull();
});

test('an image without a model can be called reviewed, flagged, and neither again', async () => {
  const { client, image } = await projectWithImages('images');
  const stateAfter = async (decision: 'accepted' | 'flagged' | 'reopened') => {
    await client.images.reviewImages({ imageIds: [image.id], decision });
    return (await client.images.table()).find(({ imageId }) => imageId === image.id)!.state;
  };
  expect(await stateAfter('accepted')).toBe('reviewed');
  expect(await stateAfter('flagged')).toBe('flagged');
  expect(await stateAfter('reopened')).toBe('new');
  await client.annotations.undo();
  expect((await client.images.table()).find(({ imageId }) => imageId === image.id)!.state).toBe('flagged');
});

test('roles and pixel sizes are set for many images, or for none', async () => {
  const { client, images } = await projectWithImages('images');
  const imageIds = images.map(({ id }) => id);
  await client.images.setRoles({ imageIds, role: 'heldBack' });
  await client.images.setPixelSize({ imageIds, pixelSizeUm: { x: 0.5, y: 0.5, z: null } });
  expect(await client.images.list()).toMatchObject(imageIds.map(() => ({ role: 'heldBack', pixelSizeUm: { x: 0.5, y: 0.5, z: null } })));
  await expect(client.images.setRoles({ imageIds: [...imageIds, 'nobody'], role: 'work' })).rejects.toMatchObject({ code: 'notFound' });
  expect((await client.images.list()).every(({ role }) => role === 'heldBack')).toBe(true);
  await client.images.setPixelSize({ imageIds, pixelSizeUm: null });
  expect((await client.images.list())[0]!.pixelSizeUm).toBeNull();
});

test('a figure that takes long comes in a later answer, and newer labels are measured anew', async () => {
  const project = await projectWithImages('model');
  const folder = project.project.folder;
  const modelId = (await project.client.models.list())[0]!.id;
  await project.close();
  const store = await ProjectStore.open(folder);
  onTestFinished(() => store.close());
  const image = store.images.list().find(({ role }) => role === 'heldBack')!;
  const prediction = store.predictions.find(modelId, image.id)!;
  const known = new KnownDice(store);
  expect(known.figure(image, prediction)).toBeUndefined();
  await known.measured(0);
  await expect.poll(() => known.figure(image, prediction)).toBeGreaterThan(0);
  expect(known.figure({ ...image, labelSequence: image.labelSequence + 1 }, prediction)).toBeUndefined();
  expect(known.figure({ ...image, labelledFraction: 0 }, prediction)).toBeNull();
  const gone = { ...prediction, modelId: 'another' };
  expect(known.figure(image, gone)).toBeUndefined();
  await known.measured(10_000);
  expect(known.figure(image, gone)).toBeNull();
  await known.close();
});

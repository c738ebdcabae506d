import { describe, expect, test } from 'vitest';
import { emptyLabelMap } from '../../core/labels/labelMap.ts';
import { usualReviewSettings } from '../../core/review/ReviewSettings.ts';
import { boxPicture, greyPicture, writePicture } from '../testing/imageFiles.ts';
import { pictureSize, projectWithImages } from '../testing/projectWithImages.ts';
import { finished, sentDiff, withBox } from '../testing/testApp.ts';
import type { TestClient } from '../testing/testApp.ts';

const { width, height } = pictureSize;

/** Paints a square of a class on an image that nobody has painted there before. */
async function paint(client: TestClient, imageId: string, { x = 0, classIndex = 1 }: { readonly x?: number; readonly classIndex?: number } = {}) {
  const empty = emptyLabelMap(width, height);
  await client.annotations.commit({ imageId, tool: 'brush', classIndex, diff: sentDiff(empty, withBox(empty, { x, y: 0, width: 4, height: 4 }, classIndex)), regionId: null });
}

/** The project with so many more images, with labels where a test needs images to measure on. */
async function withMore(count: number, role: 'work' | 'heldBack') {
  const project = await projectWithImages('model');
  const { client, folder } = project;
  for (let index = 0; index < count; index++) {
    await writePicture(`${folder}/images`, `more-${index}.png`, greyPicture(10 + index, width, height));
    if (role === 'heldBack') await writePicture(`${folder}/labels`, `more-${index}.png`, boxPicture(1, width, height));
  }
  const labelFolder = role === 'heldBack' ? `${folder}/labels` : null;
  await finished(client, () => client.images.import({ imageFolder: `${folder}/images`, labelFolder, labelKind: 'classes', role, namePrefix: 'more' }));
  return { ...project, images: await client.images.list() };
}

describe('what an update learns from', () => {
  test('labels that came since the parent learned are named, older ones replayed', async () => {
    const { client, engine, images } = await projectWithImages('model');
    const [first, second] = images.filter(({ role }) => role === 'work');
    await paint(client, first!.id);
    await paint(client, second!.id);
    await finished(client, () => client.training.start({}));
    // The starter knows none of the project's labels: there is no telling apart.
    expect(engine.trained[0]!.images.map(({ isNew }) => isNew)).toEqual([undefined, undefined]);
    expect(engine.trained[0]!.sampling).toEqual({ newShare: 0.5, classPower: 0.5 });
    await client.models.promote({ modelId: (await client.models.list())[0]!.id });
    await paint(client, second!.id, { x: 20 });
    await finished(client, () => client.training.start({}));
    const [one, two] = engine.trained[1]!.images;
    expect(one!.isNew).toBeUndefined();
    expect(two!.isNew!.reduce((sum, flag) => sum + flag, 0)).toBe(16);
    expect([two!.isNew![0], two!.isNew![20]]).toEqual([0, 1]);
  });

  test('a run from scratch draws its crops by the classes of sparse labels, and is refused where all labels are of one class', async () => {
    const { client, engine, image } = await projectWithImages('images');
    await paint(client, image.id);
    expect((await client.training.plan({ from: 'scratch' })).onlyClass).toBe(1);
    await expect(client.training.start({ from: 'scratch' })).rejects.toMatchObject({ code: 'noLabels', message: expect.stringContaining('of the class nucleus') as string });
    await paint(client, image.id, { x: 30, classIndex: 0 });
    expect((await client.training.plan({ from: 'scratch' })).onlyClass).toBeNull();
    await finished(client, () => client.training.start({ from: 'scratch' }));
    expect(engine.trained[0]!.sampling).toEqual({ newShare: 0.5, classPower: 0.5 });
  });
});

describe('a light update', () => {
  test('takes as many steps as fit into its time by the latest run, and is planned so', async () => {
    const { client, engine, image } = await projectWithImages('model');
    await paint(client, image.id);
    await finished(client, () => client.training.start({ update: 'light' }));
    // Nothing was timed yet.
    expect(engine.trained[0]).toMatchObject({ memberCount: 4, stepsPerMember: 21 });
    const { light } = await client.training.plan({ from: 'inUse' });
    // The fake takes ten milliseconds a step: a full update of the starter's one network is light enough.
    expect(light).toEqual({ stepsPerMember: 80, trainingMs: 800 });
  });

  test('goes on from a model in use alone', async () => {
    const { client, image } = await projectWithImages('model');
    await paint(client, image.id);
    await expect(client.training.start({ from: 'scratch', update: 'light' })).rejects.toMatchObject({ code: 'invalidInput' });
  });
});

describe('updates that start by themselves', () => {
  test('after so many corrections, and not while a new model waits for a word', async () => {
    const { client, engine, images } = await projectWithImages('model', { host: 'web' });
    const [first, second] = images.filter(({ role }) => role === 'work');
    expect(await client.training.settings()).toEqual({ updateAfter: 0, promotionMargin: 0.005, evaluationShare: usualReviewSettings.evaluationShare });
    expect((await client.training.changeSettings({ updateAfter: 2 })).promotionMargin).toBe(0.005);
    await paint(client, first!.id);
    expect(engine.trained).toHaveLength(0);
    await paint(client, second!.id);
    await expect.poll(async () => (await client.models.list())[0]!.state).toBe('candidate');
    expect(engine.trained).toMatchObject([{ memberCount: 4, parentFolder: expect.any(String) as string }]);
    for (const x of [10, 20, 30]) await paint(client, first!.id, { x });
    expect(engine.trained).toHaveLength(1);
    await client.models.decline({ modelId: (await client.models.list())[0]!.id });
    await paint(client, first!.id, { x: 40 });
    await expect.poll(() => engine.trained.length).toBe(2);
  });

  test('never on the command line, which does what it was told', async () => {
    const { client, engine, image } = await projectWithImages('model');
    await client.training.changeSettings({ updateAfter: 1 });
    await paint(client, image.id);
    expect(engine.trained).toHaveLength(0);
  });
});

describe('the evaluation set', () => {
  test('grows by its share of the corrected images, stays in the queue, and never trains', async () => {
    const { client, engine, images } = await withMore(40, 'work');
    const held = images.find(({ role }) => role === 'heldBack')!;
    await client.images.setRole({ imageId: held.id, role: 'work' });
    await client.training.changeSettings({ evaluationShare: 0.25 });
    const work = images.filter(({ id }) => id !== held.id);
    for (const { id } of work) await paint(client, id);
    const kept = (await client.images.list()).filter(({ forEvaluation }) => forEvaluation).map(({ id }) => id);
    expect(kept.length).toBeGreaterThanOrEqual(5);
    expect(kept.length).toBeLessThanOrEqual(11);
    // It came with labels, and the first ones corrected train.
    expect(kept).not.toContain(held.id);
    expect(kept).not.toContain(work[0]!.id);
    await finished(client, () => client.training.start({}));
    const learned = engine.trained[0]!.images.map(({ imageId }) => imageId);
    expect(learned.filter((id) => kept.includes(id))).toEqual([]);
    expect(learned).toHaveLength(43 - kept.length);
    await finished(client, () => client.predictions.start());
    const queued = new Set((await client.review.queue({ limit: 500 })).regions.map(({ imageId }) => imageId));
    expect(kept.every((id) => queued.has(id))).toBe(true);
    const candidate = (await client.models.list())[0]!;
    expect(candidate.comparison).toMatchObject({ images: kept.length, heldBackImages: 0, pixels: 16 * kept.length });
    expect(candidate.figures!.imageCount).toBe(kept.length);
    expect(candidate.learned!.corrections).toBe(42 - kept.length);
    // The user's word goes before the coin's, for good.
    await client.images.setRole({ imageId: kept[0]!, role: 'work' });
    await paint(client, kept[0]!, { x: 30 });
    expect((await client.images.list()).find(({ id }) => id === kept[0])!.forEvaluation).toBe(false);
  });

  test('does not grow where enough is held back', async () => {
    const { client, images } = await withMore(4, 'heldBack');
    for (const { id } of images.filter(({ role }) => role === 'work')) await paint(client, id);
    expect((await client.images.list()).some(({ forEvaluation }) => forEvaluation)).toBe(false);
  });
});

describe('champion and challenger', () => {
  /** Six held-back images, and a run whose model is as good on them as is said. */
  async function challenged(rightShare: (made: number) => number) {
    const project = await withMore(5, 'heldBack');
    project.engine.rightShare = rightShare;
    await paint(project.client, project.image.id);
    await finished(project.client, () => project.client.training.start({ memberCount: 1 }));
    const [candidate, champion] = await project.client.models.list();
    return { ...project, candidate: candidate!, champion: champion! };
  }

  test('a better one is found so, class by class and batch by batch', async () => {
    const { candidate, champion } = await challenged((made) => 0.8 + made / 100);
    expect(candidate.comparison).toMatchObject({ championId: champion.id, verdict: 'better', images: 6, heldBackImages: 6, margin: 0.005, lost: [] });
    const { classes, batches, gainByChance } = candidate.comparison!;
    expect(gainByChance).toBe(1 / 64);
    expect(classes.map(({ classIndex }) => classIndex)).toEqual([0, 1]);
    expect(classes.every(({ before, after }) => after > before)).toBe(true);
    expect(batches).toEqual([{ after: 0, upTo: candidate.learned!.labelSequence, images: 1, pixels: 16, accuracyBefore: 13 / 16, accuracyAfter: 13 / 16, isNew: true }]);
  });

  test('one that got worse is refused, unless it is asked for all the same', async () => {
    const { client, candidate, champion } = await challenged((made) => 0.8 - made / 10);
    expect(candidate.comparison).toMatchObject({ verdict: 'worse' });
    expect(candidate.comparison!.lost).toHaveLength(5);
    await expect(client.models.promote({ modelId: candidate.id })).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('is worse than') as string });
    expect((await client.models.promote({ modelId: candidate.id, despite: true })).state).toBe('inUse');
    expect((await client.models.rollBack({})).id).toBe(champion.id);
    // What was once in use can be gone back to without a second word.
    expect((await client.models.promote({ modelId: candidate.id })).state).toBe('inUse');
  });

  test('without labels kept for measuring there is no test, and it says so', async () => {
    const { client, images, image } = await projectWithImages('model');
    await client.images.setRole({ imageId: images.find(({ role }) => role === 'heldBack')!.id, role: 'work' });
    await paint(client, image.id);
    await finished(client, () => client.training.start({ memberCount: 1 }));
    const [candidate] = await client.models.list();
    expect(candidate).toMatchObject({ figures: null, comparison: { verdict: 'cannotTell', why: 'noImages', images: 0 } });
    expect(candidate!.comparison!.batches).not.toEqual([]);
  });

  test('what was forgotten of older corrections shows in their batch', async () => {
    const { client, engine, candidate, images } = await challenged((made) => 0.8 + made / 100);
    await client.models.promote({ modelId: candidate.id });
    const other = images.find(({ name }) => name === 'work-2.png')!;
    await paint(client, other.id);
    engine.rightShare = (made) => (made === 2 ? 0.5 : 1);
    await finished(client, () => client.training.start({ memberCount: 1 }));
    const { batches } = (await client.models.list())[0]!.comparison!;
    expect(batches.map(({ images: count, pixels, accuracyBefore, accuracyAfter, isNew }) => [count, pixels, accuracyBefore, accuracyAfter, isNew])).toEqual([
      [1, 16, 1, 0.5, false],
      [1, 16, 1, 0.5, true],
    ]);
  });

  test('going back where nothing was before is refused in words', async () => {
    const { client } = await projectWithImages('model');
    await expect(client.models.rollBack({})).rejects.toMatchObject({ code: 'notFound', message: expect.stringContaining('no model from before') as string });
  });
});

test('a model says which corrections it was the first to learn from, and whose', async () => {
  const { client, images } = await projectWithImages('model');
  const [first, second] = images.filter(({ role }) => role === 'work');
  await paint(client, first!.id);
  await paint(client, first!.id, { x: 10 });
  await client.annotations.undo();
  await finished(client, () => client.training.start({ memberCount: 1 }));
  const one = (await client.models.list())[0]!;
  await client.models.promote({ modelId: one.id });
  await paint(client, second!.id);
  await finished(client, () => client.training.start({ memberCount: 1 }));
  const two = (await client.models.list())[0]!;
  expect(await client.models.learnedEvents({ modelId: one.id })).toMatchObject({ corrections: 1, images: 1, changedPixels: 16, people: [{ who: 'tester', corrections: 1 }], entries: [{ imageId: first!.id }] });
  expect(await client.models.learnedEvents({ modelId: two.id })).toMatchObject({ corrections: 1, images: 1, entries: [{ imageId: second!.id }] });
});

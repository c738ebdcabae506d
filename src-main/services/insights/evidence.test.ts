import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { emptyLabelMap } from '../../core/labels/labelMap.ts';
import type { RegionArm } from '../../core/review/RegionArm.ts';
import { ProjectStore } from '../../store/ProjectStore.ts';
import { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { boxRegion, putRegions } from '../testing/putRegions.ts';
import { pictureSize, projectWithImages } from '../testing/projectWithImages.ts';
import { sentDiff, startTestApp, withBox } from '../testing/testApp.ts';
import type { TestClient } from '../testing/testApp.ts';
import { checkLearnedLoss } from './checkLearnedLoss.ts';

/** Seconds between two moments that the program asks for the time. */
const secondsBetween = 3;

/** A project of two images with three regions on each, all predicted as class 1: one of each arm. */
async function projectWithArms() {
  const first = await projectWithImages('model');
  const modelId = (await first.client.models.list())[0]!.id;
  const work = first.images.filter(({ role }) => role === 'work');
  await first.close();
  const places: readonly [RegionArm, number][] = [['chosen', 2], ['random', 14], ['audit', 26]];
  const regions = work.flatMap(({ id: imageId, name }) =>
    places.map(([arm, y]) => boxRegion(`${name}-${arm}`, { imageId, modelId, arm, box: { x: 2, y, width: 10, height: 10 } })),
  );
  await putRegions(first.project.folder, regions);
  let now = Date.parse('2026-11-23T12:00:00Z');
  const clock = { now: () => new Date((now += secondsBetween * 1000)) };
  const { client, close } = await startTestApp({ host: 'web', dataFolder: join(first.folder, 'data'), clock });
  await client.project.open({ folder: first.project.folder });
  return { client, close, work, modelId, folder: first.project.folder };
}

/** Paints the first so many columns of a region as background, and settles it. */
async function correct(client: TestClient, region: { id: string; imageId: string; y: number }, columns: number): Promise<void> {
  const labels = emptyLabelMap(pictureSize.width, pictureSize.height);
  const diff = sentDiff(labels, withBox(labels, { x: 2, y: region.y, width: columns, height: 10 }, 0));
  await client.annotations.commit({ imageId: region.imageId, tool: 'brush', classIndex: 0, diff, regionId: region.id });
  await client.review.settle({ regionId: region.id, decision: 'corrected' });
}

test('what was found in each region is worked out from labels and proposal, also after an undo', async () => {
  const { client, work, modelId } = await projectWithArms();
  expect((await client.insights.evidence()).arms).toMatchObject({ verdict: 'tooFew', missing: { chosen: 10, random: 10 } });
  const [image, other] = work;
  await correct(client, { id: `${image!.name}-chosen`, imageId: image!.id, y: 2 }, 4);
  await client.review.settle({ regionId: `${other!.name}-chosen`, decision: 'accepted' });
  await client.review.settle({ regionId: `${image!.name}-random`, decision: 'accepted' });
  await correct(client, { id: `${image!.name}-audit`, imageId: image!.id, y: 26 }, 1);
  await client.review.settle({ regionId: `${other!.name}-audit`, decision: 'deferred' });

  const evidence = await client.insights.evidence();
  expect(evidence.modelId).toBe(modelId);
  expect(evidence.arms.figures.chosen).toMatchObject({ regions: 2, wrongRegions: 1, wrongPixels: 40 });
  expect(evidence.arms.figures.random).toMatchObject({ regions: 1, wrongPixels: 0 });
  expect(evidence.arms.missing).toEqual({ chosen: 8, random: 9 });
  expect(evidence.arms.figures.chosen.minutes).toBeGreaterThan(0);
  expect(evidence.audit).toMatchObject({ regions: 1, wrongRegions: 1, pixels: 100, wrongPixels: 10 });
  // Both images, less the four settled regions; the one at random that is left is in reserve.
  expect(evidence.audit!.restPixels).toBe(2 * pictureSize.width * pictureSize.height - 400);
  expect(evidence.learnedLoss).toMatchObject({ regions: 4, missing: 6, isTrusted: true });

  await client.annotations.undo();
  await client.annotations.undo();
  expect((await client.insights.evidence()).audit).toMatchObject({ regions: 0, regionRate: null });
});

test('a label put right after the region was settled counts as an error that was found', async () => {
  const { client, work } = await projectWithArms();
  const [image] = work;
  await client.review.settle({ regionId: `${image!.name}-chosen`, decision: 'accepted' });
  const labels = emptyLabelMap(pictureSize.width, pictureSize.height);
  const accepted = withBox(labels, { x: 2, y: 2, width: 10, height: 10 }, 1);
  const diff = sentDiff(accepted, withBox(accepted, { x: 2, y: 2, width: 3, height: 3 }, 0));
  await client.annotations.commit({ imageId: image!.id, tool: 'brush', classIndex: 0, diff, regionId: null });
  expect((await client.insights.evidence()).arms.figures.chosen).toMatchObject({ regions: 1, wrongPixels: 9 });
});

test('once the maps are gone the journal still knows', async () => {
  const { client, close, work, modelId, folder } = await projectWithArms();
  const [image] = work;
  await correct(client, { id: `${image!.name}-chosen`, imageId: image!.id, y: 2 }, 4);
  await client.review.settle({ regionId: `${image!.name}-random`, decision: 'accepted' });
  const before = (await client.insights.evidence()).arms.figures;
  await close();
  const store = await ProjectStore.open(folder);
  store.transaction(() => work.forEach(({ id }) => store.predictions.remove(modelId, id)));
  store.close();
  await rm(join(folder, 'predictions', modelId), { recursive: true });
  // A window would have the maps made again.
  const again = await startTestApp({ host: 'commandLine' });
  await again.client.project.open({ folder });
  const { arms, audit } = await again.client.insights.evidence();
  expect(arms.figures).toEqual(before);
  // Nothing is said of what no maps are at hand of.
  expect(audit!.restPixels).toBe(0);
  expect(await again.client.insights.stopping({})).toMatchObject({ imagesWithout: 2, foregroundPixels: 0, answer: { kind: 'noForeground' } });
});

test('when to stop: says what it wants to know first, and then how many regions', async () => {
  const { client, work } = await projectWithArms();
  const first = await client.insights.stopping({});
  expect(first).toMatchObject({ waiting: 2, settled: 0, audited: 0, imagesWithout: 0, auditShare: 0.05 });
  // Left of the middle is class 1 on both images.
  expect(first!.foregroundPixels).toBe(pictureSize.width * pictureSize.height);
  expect(first!.answer.kind).toBe('moreAudit');
  expect(first!.curve.map(({ regions }) => regions)).toEqual([0, 1, 2]);
  await client.review.settle({ regionId: `${work[0]!.name}-chosen`, decision: 'accepted' });
  expect(await client.insights.stopping({ dice: 0.5, alpha: 0.5 })).toMatchObject({ waiting: 1, settled: 1 });
  await expect(client.insights.stopping({ dice: 1 })).rejects.toMatchObject({ code: 'invalidInput' });
});

test('without a model there is nothing to stop', async () => {
  const { client } = await projectWithImages('images');
  expect(await client.insights.stopping({})).toBeNull();
  expect(await client.insights.evidence()).toMatchObject({ modelId: null, audit: null, learnedLoss: null, arms: { verdict: 'tooFew' } });
});

test('the queue may ask whether the learned loss can be gone by', async () => {
  const { close, work, modelId, folder, client } = await projectWithArms();
  for (const { name } of work) await client.review.settle({ regionId: `${name}-chosen`, decision: 'accepted' });
  await close();
  const session = new ProjectSession(await ProjectStore.open(folder), {} as Services);
  onTestFinished(() => session.close());
  expect(await checkLearnedLoss(session, modelId)).toEqual({ regions: 2, missing: 8, correlation: null, isTrusted: true });
  expect(await checkLearnedLoss(session, 'another')).toMatchObject({ regions: 0 });
});

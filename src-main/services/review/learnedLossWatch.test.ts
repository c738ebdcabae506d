import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyLabelMap } from '../../core/labels/labelMap.ts';
import { boxRegion, putRegions } from '../testing/putRegions.ts';
import { pictureSize, projectWithImages } from '../testing/projectWithImages.ts';
import { sentDiff, startTestApp, withBox } from '../testing/testApp.ts';

const regionCount = 12;

test('a learned loss that the expert finds wrong is not gone by any more, and the queue says so', async () => {
  const first = await projectWithImages('model');
  const modelId = (await first.client.models.list())[0]!.id;
  const imageId = first.images.find(({ role }) => role === 'work')!.id;
  await first.close();
  // Each is twelve pixels wide: the more loss was foreseen in it, the fewer of its columns are wrong.
  const regions = Array.from({ length: regionCount }, (_none, at) =>
    boxRegion(`region-${at}`, { imageId, modelId, arm: 'chosen', box: { x: 2, y: 1 + 2 * at, width: 12, height: 2 }, means: { predictiveEntropy: 0.3, mutualInformation: 0.1, expectedEntropy: 0.2, learnedLoss: at / 10 } }),
  );
  await putRegions(first.project.folder, regions);
  let now = Date.parse('2026-11-23T12:00:00Z');
  const { client } = await startTestApp({ host: 'web', dataFolder: join(first.folder, 'data'), clock: { now: () => new Date((now += 2000)) } });
  await client.project.open({ folder: first.project.folder });
  await client.review.changeSettings({ change: { learnedLossLimit: 0.3 } });
  expect((await client.review.queue({})).notices).toEqual([]);

  let painted = emptyLabelMap(pictureSize.width, pictureSize.height);
  for (const [at, { id, box }] of regions.entries()) {
    const after = withBox(painted, { x: box.x, y: box.y, width: regionCount - at, height: 2 }, 0);
    await client.annotations.commit({ imageId, tool: 'brush', classIndex: 0, diff: sentDiff(painted, after), regionId: id });
    painted = after;
    await client.review.settle({ regionId: id, decision: 'corrected' });
  }
  const events = await client.system.notifications();
  const noticesNow = async () => (await client.review.queue({})).notices.filter(({ kind }) => kind === 'learnedLossPoor');
  let notices = await noticesNow();
  // Looked at behind the window's back: either it was done before this, or the window is told.
  while (notices.length === 0) {
    const next = await events[Symbol.asyncIterator]().next();
    if (next.done !== true && next.value.type === 'queue') notices = await noticesNow();
  }
  expect(notices).toMatchObject([{ limit: 0.3 }]);
  expect(notices[0]).toHaveProperty('correlation', expect.closeTo(-1, 1));
});

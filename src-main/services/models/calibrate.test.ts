import { expect, test } from 'vitest';
import { emptyLabelMap } from '../../core/labels/labelMap.ts';
import { pictureSize, projectWithImages } from '../testing/projectWithImages.ts';
import { finished, sentDiff, withBox } from '../testing/testApp.ts';

/** The project with a model that was never calibrated here. */
async function withModel() {
  const project = await projectWithImages('model');
  const held = (await project.client.images.list()).find(({ role }) => role === 'heldBack')!;
  const [model] = await project.client.models.list();
  return { ...project, held, model: model! };
}

test('calibrating fits on the held-back labels, measures again and makes the maps anew', async () => {
  const { client, engine, model, held } = await withModel();
  const predicted = engine.predicted.length;
  const job = await finished(client, () => client.models.calibrate({ modelId: model.id }));
  expect(job).toMatchObject({ state: 'done', kind: 'evaluate', message: { code: 'calibrated', values: { temperature: 1.5, before: 0.2, after: 0.1, images: 1 } } });
  expect(engine.calibrated).toHaveLength(1);
  expect(engine.calibrated[0]!.images.map(({ imageId }) => imageId)).toEqual([held.id]);
  expect((await client.models.list())[0]!.figures).not.toBeNull();
  await expect.poll(() => engine.predicted.length).toBe(predicted + 1);
  expect(engine.predicted.at(-1)!.images).toHaveLength(3);
});

test('without held-back labels there is nothing to fit on, and it says so', async () => {
  const { client, model, held, engine } = await withModel();
  await client.images.setRole({ imageId: held.id, role: 'work' });
  await expect(client.models.calibrate({ modelId: model.id })).rejects.toMatchObject({ code: 'noLabels', message: expect.stringContaining('no held-back image with labels') as string });
  expect(engine.calibrated).toEqual([]);
});

test('a trained model is calibrated before it is measured; taken into use it is again only where held-back labels have changed', async () => {
  const { client, engine, model, held } = await withModel();
  const { regions } = await client.review.queue({});
  await client.review.settle({ regionId: regions[0]!.id, decision: 'accepted' });
  await finished(client, () => client.training.start({ from: 'inUse', memberCount: 1, stepsPerMember: 1 }));
  expect(engine.calibrated).toHaveLength(1);
  const candidate = (await client.models.list()).find(({ state }) => state === 'candidate')!;
  await client.models.promote({ modelId: candidate.id });
  expect(engine.calibrated).toHaveLength(1);
  // The model of before never was.
  await client.models.promote({ modelId: model.id });
  await expect.poll(() => engine.calibrated.length).toBe(2);
  const { width, height } = pictureSize;
  const empty = { ...emptyLabelMap(width, height), data: new Uint8Array(width * height) };
  const painted = withBox(empty, { x: 0, y: 0, width: 3, height: 3 }, 1);
  await client.annotations.commit({ imageId: held.id, tool: 'brush', classIndex: 1, diff: sentDiff(empty, painted), regionId: null });
  await client.models.promote({ modelId: candidate.id });
  await expect.poll(() => engine.calibrated.length).toBe(3);
  expect(new Set(engine.calibrated.map(({ labelsKey }) => labelsKey)).size).toBe(2);
});

test('one temperature for each class is fitted where it is asked for, told, and kept to when the model is fitted again', async () => {
  const { client, engine, model, held } = await withModel();
  const { regions } = await client.review.queue({});
  await client.review.settle({ regionId: regions[0]!.id, decision: 'accepted' });
  await finished(client, () => client.training.start({ from: 'inUse', memberCount: 1, stepsPerMember: 1 }));
  const job = await finished(client, () => client.models.calibrate({ modelId: model.id, temperatureChoice: 'perClass' }));
  expect(job).toMatchObject({ state: 'done', message: { code: 'calibratedByClass', values: { least: 1.25, most: 1.5, before: 0.2, after: 0.1, images: 1 } } });
  expect(await client.models.certainty({ modelId: model.id })).toMatchObject({ temperatureChoice: 'perClass', calibration: { temperature: [1.25, 1.5] } });
  const candidate = (await client.models.list()).find(({ state }) => state === 'candidate')!;
  await client.models.promote({ modelId: candidate.id });
  const { width, height } = pictureSize;
  const empty = { ...emptyLabelMap(width, height), data: new Uint8Array(width * height) };
  await client.annotations.commit({ imageId: held.id, tool: 'brush', classIndex: 1, diff: sentDiff(empty, withBox(empty, { x: 0, y: 0, width: 3, height: 3 }, 1)), regionId: null });
  const fits = engine.calibrated.length;
  await client.models.promote({ modelId: model.id });
  await expect.poll(() => engine.calibrated.length).toBe(fits + 1);
  expect(engine.calibrated.at(-1)!.temperatureChoice).toBeUndefined();
  await expect.poll(async () => (await client.jobs.list()).every(({ state }) => state !== 'running' && state !== 'waiting')).toBe(true);
  expect(await client.models.certainty({ modelId: model.id })).toMatchObject({ temperatureChoice: 'perClass', calibration: { temperature: [1.25, 1.5] } });
});

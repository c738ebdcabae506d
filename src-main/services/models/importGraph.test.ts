import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyLabelMap } from '../../core/labels/labelMap.ts';
import { projectWithImages } from '../testing/projectWithImages.ts';
import { finished, sentDiff, withBox } from '../testing/testApp.ts';

test('an ONNX file is taken in by the engine and read only: it predicts, but is neither trained on nor exported', async () => {
  const { client, folder, image } = await projectWithImages('images');
  const path = join(folder, 'Their Network.ONNX');
  await writeFile(path, 'a graph');
  const model = await client.models.import({ folder: path });
  expect(model).toMatchObject({ name: 'Their Network', state: 'inUse', architecture: 'onnx', memberCount: 1 });
  expect(await finished(client, () => client.predictions.start())).toMatchObject({ state: 'done' });

  const empty = emptyLabelMap(image.width, image.height);
  await client.annotations.commit({ imageId: image.id, tool: 'brush', classIndex: 1, diff: sentDiff(empty, withBox(empty, { x: 1, y: 1, width: 9, height: 9 }, 1)), regionId: null });
  expect((await client.training.plan({ from: 'inUse' })).canContinue).toBe(false);
  const training = client.training.start({ from: 'inUse', memberCount: 1, stepsPerMember: 2, seed: 1 });
  await expect(training).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Their Network came as an ONNX graph') as string });
  await expect(client.exports.onnx({ folder })).rejects.toMatchObject({ code: 'conflict' });
  const [, other] = (await client.images.list()).filter(({ role }) => role === 'work');
  await client.annotations.commit({ imageId: other!.id, tool: 'brush', classIndex: 0, diff: sentDiff(empty, withBox(empty, { x: 1, y: 1, width: 9, height: 9 }, 0)), regionId: null });
  expect(await finished(client, () => client.training.start({ from: 'scratch', memberCount: 1, stepsPerMember: 2, seed: 1 }))).toMatchObject({ state: 'done' });
});

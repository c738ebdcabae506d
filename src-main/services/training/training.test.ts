import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { trainingSampleUrl } from '../../contract/pixelUrls.ts';
import type { Notification } from '../../contract/schemas.ts';
import { say } from '../../core/messages/Message.ts';
import { readRecipe } from '../../core/training/readRecipe.ts';
import { defaultRecipe } from '../../core/training/TrainingRecipe.ts';
import type { RecipeChanges } from '../../core/training/TrainingRecipe.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { finished, startTestApp } from '../testing/testApp.ts';
import { pictureSize, projectWithImages } from '../testing/projectWithImages.ts';

/** A project in which one region was accepted, so that there is something to learn from. */
async function projectToLearn() {
  const project = await projectWithImages('model');
  const { regions } = await project.client.review.queue({});
  await project.client.review.settle({ regionId: regions[0]!.id, decision: 'accepted' });
  return project;
}

test('a recipe reaches the engine, and its changes stay with the run', async () => {
  const { client, close, engine } = await projectToLearn();
  const recipe = { loss: { focal: 0.5 }, optimizer: { name: 'sgd' as const }, stopping: { patience: 3 } };
  await finished(client, () => client.training.start({ memberCount: 1, stepsPerMember: 2, learningRate: 0.02, batchSize: 3, cropSide: 64, recipe }));
  expect(engine.trained[0]).toMatchObject({ learningRate: 0.02, batchSize: 3, cropSide: 64, recipe: readRecipe(recipe) });
  const [run] = await client.training.runs();
  expect(run!.settings).toMatchObject({ learningRate: 0.02, batchSize: 3, cropSide: 64, recipe });
  await finished(client, () => client.training.start({ memberCount: 1, stepsPerMember: 2 }));
  expect(engine.trained[1]!.recipe).toEqual(defaultRecipe);
  expect((await client.training.runs())[0]!.settings.recipe).toBeUndefined();
  await close();
});

test.each([
  [{ recipe: { optimizer: { momentum: 2 } } }, 'training, optimizer.momentum: wanted a number from 0 to 0.999, got 2'],
  [{ recipe: { colour: {} } as RecipeChanges }, /training, recipe: wanted settings among loss, .*, got colour/],
  [{ batchSize: 2.5 }, 'training, batchSize: wanted a whole number from 1 to 64, got 2.5'],
  [{ learningRate: 0 }, 'training, learningRate: wanted a number from 1e-7 to 1, got 0'],
])('%j is refused before a job begins', async (wish, message) => {
  const { client, close } = await projectToLearn();
  await expect(client.training.start(wish)).rejects.toThrow(message);
  expect(await client.training.runs()).toEqual([]);
  await close();
});

test('examples of augmentation are made of labelled images worked on', async () => {
  const { client, close, engine } = await projectToLearn();
  const recipe = { augmentation: { elasticShare: 1 } };
  const { imageIds, columns, side, channels, pixels, labels } = await client.training.augment({ recipe, cropSide: 32, draws: 3, seed: 9 });
  expect([imageIds.length, columns, side, channels, pixels.size, labels.size]).toEqual([3, 4, 32, 1, 12_288, 12_288]);
  expect(engine.augmented[0]).toMatchObject({ augmentation: { ...defaultRecipe.augmentation, elasticShare: 1 }, side: 32, draws: 3, seed: 9, classCount: 2 });
  await expect(client.training.augment({ recipe: { augmentation: { scale: 0 } }, cropSide: 32 })).rejects.toThrow('augmentation.scale: wanted a number from 1 to 4, got 0');
  await expect(client.training.augment({ cropSide: 7 })).rejects.toThrow('cropSide: wanted a whole number from 32 to 1024, got 7');
  await close();
});

test('a run leaves curves, samples, what it learned from and its model, and keeps them over a restart', async () => {
  const { client, app, close, project, folder, engine } = await projectToLearn();
  const told: Notification[] = [];
  const events = await client.system.notifications();
  void (async () => {
    for await (const event of events) told.push(event);
  })();
  const plan = await client.training.plan({ from: 'inUse' });
  // The region that was accepted: the model in use, which came from elsewhere, has not learned from it.
  expect(plan).toMatchObject({ canContinue: true, newCorrections: 1, learned: { images: 1 }, stepMs: null });
  expect(plan.learned.labelledPixels).toBeGreaterThan(0);

  const job = await finished(client, () => client.training.start({ memberCount: 2, stepsPerMember: 10 }));
  expect(job).toMatchObject({ state: 'done', kind: 'train' });
  expect(engine.trained[0]!.watched.map(({ role, box }) => [role, box.width, box.height])).toEqual([
    ['heldBack', pictureSize.width, pictureSize.height],
    ['work', pictureSize.width, pictureSize.height],
  ]);

  const [run] = await client.training.runs();
  expect(run).toMatchObject({
    id: job.id,
    state: 'done',
    settings: { memberCount: 2, stepsPerMember: 10, seed: 1 },
    latest: { step: 20, member: 1, heldBack: { dice: 0.8 } },
    learned: { images: 1 },
  });
  expect(run!.figures!.dice).toBeGreaterThan(0);
  const { points, samples } = await client.training.curves({ runId: job.id });
  expect(points.map(({ step }) => step)).toEqual([10, 20]);
  expect(samples).toHaveLength(4);
  const { step, imageId, box } = samples[0]!;
  const pixels = await app.pixels(trainingSampleUrl(job.id, step, imageId));
  expect(pixels!.bytes.length).toBe(box.width * box.height);
  expect(await app.pixels(trainingSampleUrl(job.id, 999, imageId))).toBeNull();
  expect(told.filter(({ type }) => type === 'training')).toHaveLength(2);
  expect(told.filter(({ type }) => type === 'trainingSample')).toHaveLength(4);

  // The fake's models say nothing of their data; what a real one says is read from its card.
  const model = (await client.models.list()).find(({ id }) => id === run!.modelId)!;
  expect(model).toMatchObject({ state: 'candidate', learned: { labelSequence: 2 } });
  expect((await client.training.plan({ from: 'inUse' })).stepMs).toEqual({ value: 10, basis: 'run', multiplyAdds: 128 ** 2 });

  await close();
  const again = await startTestApp({ dataFolder: join(folder, 'data') });
  await again.client.project.open({ folder: project.folder });
  expect(await again.client.training.runs()).toMatchObject([{ id: job.id, state: 'done' }]);
  expect((await again.client.training.curves({ runId: job.id })).points).toEqual(points);
});

test('a cancelled run keeps its curves; a run that never was has none', async () => {
  const { client, engine } = await projectToLearn();
  engine.trainingGate = new Promise(() => undefined);
  const { jobId } = await client.training.start({ memberCount: 1, stepsPerMember: 10 });
  await expect.poll(async () => (await client.training.runs())[0]?.latest?.step).toBe(10);
  await client.jobs.cancel({ jobId });
  await expect.poll(async () => (await client.training.runs())[0]?.state).toBe('cancelled');
  expect((await client.training.curves({ runId: jobId })).points).toHaveLength(1);
  await expect(client.training.curves({ runId: '../../..' })).rejects.toMatchObject({ code: 'notFound' });
});

test('a network and weights of its encoder are for a run from scratch', async () => {
  const { client, engine } = await projectToLearn();
  const choice = { network: { architecture: 'setrPup', config: { channels: 8 } }, encoderWeights: '/weights/vit.safetensors' };
  await expect(client.training.start({ memberCount: 1, ...choice })).rejects.toMatchObject({ code: 'invalidInput', message: expect.stringMatching(/network: a run that goes on from a model/) as string });
  await finished(client, () => client.training.start({ from: 'scratch', memberCount: 1, stepsPerMember: 10, ...choice }));
  expect(engine.trained.at(-1)).toMatchObject(choice);
  await finished(client, () => client.training.start({ from: 'scratch', memberCount: 1, stepsPerMember: 10 }));
  expect(engine.trained.at(-1)).toMatchObject({ network: null, encoderWeights: null });
});

test('a failed run says why, and a line cut off with the program is passed over', async () => {
  const { client, engine, project } = await projectToLearn();
  engine.train = () => Promise.reject(new SfumatoError('engineFailed', 'no numbers'));
  const job = await finished(client, () => client.training.start({ memberCount: 1 }));
  expect(job.error).toMatchObject({ code: 'engineFailed', message: { text: 'no numbers' }, details: expect.stringContaining(job.id) as string });
  await writeFile(join(project.folder, 'runs', job.id, 'points.jsonl'), '{"step": 3, "mem');
  expect(await client.training.runs()).toMatchObject([{ state: 'failed', latest: null, error: { code: 'engineFailed' } }]);
});

test('a run that the engine failed under, and that went on, ends with a word about it', async () => {
  const { client, engine } = await projectToLearn();
  engine.trouble = say('engineTrouble', { what: say('outOfMemory', { why: 'OOM' }), then: say('goesOnSmaller', { share: 0.5 }) });
  const job = await finished(client, () => client.training.start({ memberCount: 1, stepsPerMember: 10 }));
  expect(job).toMatchObject({ state: 'done', message: { code: 'doneDespite' } });
  expect(job.message.text).toMatch(/not enough memory: OOM.*goes on with 1\/2 of the usual amount at once\. Nothing of yours is lost\./);
});

test('reliability comes with the measure; models are renamed and gone back to', async () => {
  const { client } = await projectToLearn();
  const [first] = await client.models.list();
  expect(await client.models.certainty({ modelId: first!.id })).toBeNull();
  await finished(client, () => client.models.evaluate({ modelId: first!.id }));
  const certainty = await client.models.certainty({ modelId: first!.id });
  expect(certainty!.bins).toEqual([{ lower: 0, upper: 1, count: 64 * 48, confidence: 0.9, accuracy: 0.95 }]);
  await expect(client.models.certainty({ modelId: 'none' })).rejects.toMatchObject({ code: 'notFound' });

  expect((await client.models.rename({ modelId: first!.id, name: '  The first ' })).name).toBe('The first');
  await expect(client.models.rename({ modelId: first!.id, name: ' ' })).rejects.toMatchObject({ code: 'invalidInput' });
  await finished(client, () => client.training.start({ memberCount: 1, stepsPerMember: 1 }));
  const candidate = (await client.models.list()).find(({ state }) => state === 'candidate')!;
  expect(candidate.parentId).toBe(first!.id);
  await client.models.promote({ modelId: candidate.id });
  expect((await client.models.promote({ modelId: first!.id })).state).toBe('inUse');
  expect((await client.models.list()).find(({ id }) => id === candidate.id)!.state).toBe('retired');
});

test('the maps of the image on screen are made first after a model is taken into use', async () => {
  const { client, images, engine } = await projectToLearn();
  await finished(client, () => client.training.start({ memberCount: 1, stepsPerMember: 1 }));
  const candidate = (await client.models.list()).find(({ state }) => state === 'candidate')!;
  const shown = images.find(({ role }) => role === 'heldBack')!;
  engine.predicted.length = 0;
  await client.models.promote({ modelId: candidate.id, firstImageId: shown.id });
  await expect.poll(() => engine.predicted[0]?.images[0]?.imageId).toBe(shown.id);
});

test('a box is predicted anew, and refused where it cannot be', async () => {
  const { client, image } = await projectToLearn();
  const box = { x: 4, y: 6, width: 10, height: 8 };
  const { classCount, probabilities } = await client.assist.predictBox({ imageId: image.id, box });
  const bytes = new Uint8Array(await probabilities.arrayBuffer());
  expect([classCount, bytes.length, bytes[80], bytes[89]]).toEqual([2, 160, 255, 0]);
  await expect(client.assist.predictBox({ imageId: image.id, box: { ...box, x: 60 } })).rejects.toMatchObject({ code: 'invalidInput' });
  await expect(client.assist.predictBox({ imageId: image.id, box: { ...box, width: 0 } })).rejects.toMatchObject({ code: 'invalidInput' });
  const { client: bare, image: other } = await projectWithImages('images');
  await expect(bare.assist.predictBox({ imageId: other.id, box })).rejects.toMatchObject({ code: 'noModel' });
});

test('insights add the journal up, with the models that came of it', async () => {
  const { client } = await projectToLearn();
  await finished(client, () => client.training.start({ memberCount: 1, stepsPerMember: 1 }));
  const { total, tools, quality } = await client.insights.read({});
  expect(total).toMatchObject({ regionsSettled: 1 });
  expect(tools.map(({ tool }) => tool)).toEqual(['review']);
  expect(quality.map(({ state }) => state)).toEqual(['inUse', 'candidate']);
});

test('the engine is restarted, but not under a job', async () => {
  const { client, engine } = await projectToLearn();
  expect((await client.system.restartEngine()).state).toBe('ready');
  expect(engine.restarts).toBe(1);
  engine.trainingGate = new Promise(() => undefined);
  await client.training.start({ memberCount: 1 });
  await expect(client.system.restartEngine()).rejects.toMatchObject({ code: 'conflict' });
});

test('a network, the file of its encoder and its passes reach the engine and stay with the run', async () => {
  const { client, close, engine } = await projectToLearn();
  const network = { architecture: 'deeplabV3Plus', config: { encoder: { name: 'resnet18', width: 0.25 }, outputStride: 16 } };
  const encoderWeights = '/somewhere/resnet18.safetensors';
  await finished(client, () => client.training.start({ from: 'scratch', memberCount: 1, stepsPerMember: 2, network, encoderWeights, passes: 8 }));
  expect(engine.trained[0]).toMatchObject({ network, encoderWeights, passes: 8 });
  const [run] = await client.training.runs();
  expect(run!.settings).toMatchObject({ network, encoderWeights: 'resnet18.safetensors', passes: 8 });
  await finished(client, () => client.training.start({ from: 'scratch', memberCount: 1, stepsPerMember: 2 }));
  expect(engine.trained[1]).not.toHaveProperty('passes');
  expect((await client.training.runs())[0]!.settings).not.toHaveProperty('network');
  await close();
});

test('an uncertainty method reaches the engine and stays with the run', async () => {
  const { client, close, engine } = await projectToLearn();
  expect((await client.training.uncertaintyMethods()).map(({ method }) => method)).toEqual(['deepEnsemble', 'swag']);
  const uncertainty = { method: 'swag', settings: { rank: 7 }, members: 5 };
  await finished(client, () => client.training.start({ from: 'scratch', memberCount: 1, stepsPerMember: 2, uncertainty }));
  // It draws from how the weights move, for which the rate has to stay.
  expect(engine.trained[0]).toMatchObject({ memberCount: 1, uncertainty, recipe: { schedule: { name: 'constant' } } });
  expect((await client.training.runs())[0]!.settings.uncertainty).toEqual(uncertainty);
  await finished(client, () => client.training.start({ from: 'scratch', memberCount: 1, stepsPerMember: 2 }));
  expect(engine.trained[1]).not.toHaveProperty('uncertainty');
  await close();
});

test('networks are described, counted for the project, and compared with a file', async () => {
  const { client, close } = await projectToLearn();
  const [unet] = await client.training.networks();
  expect(unet).toMatchObject({ architecture: 'unet', fields: [{ name: 'width' }] });
  const network = { architecture: 'unet', config: { width: 3 } };
  expect(await client.training.sizeNetwork({ network, cropSide: 10 })).toEqual({ size: { parameters: 3, multiplyAdds: 300, isStochastic: false }, faults: [] });
  expect(await client.training.checkEncoderWeights({ network, path: '/a.safetensors' })).toMatchObject({ naming: 'torchvision', missing: { count: 0 } });
  await close();
});

test('a step that was timed is told with the multiply-adds of the network that took it', async () => {
  const { client, close } = await projectToLearn();
  const network = { architecture: 'unet', config: { width: 5 } };
  await finished(client, () => client.training.start({ from: 'scratch', memberCount: 1, stepsPerMember: 10, network }));
  expect((await client.training.plan({ from: 'scratch' })).stepMs).toEqual({ value: 10, basis: 'run', multiplyAdds: 5 * 256 ** 2 });
  expect(await client.models.networks()).toContainEqual({ modelId: (await client.training.runs())[0]!.modelId, network: { architecture: 'unet', config: {} }, passes: 1, turns: 1, isDenoised: false, uncertainty: null });
  await close();
});

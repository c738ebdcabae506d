import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectWithImages } from '../services/testing/projectWithImages.ts';
import { runProgram } from './program.ts';

/** A project with a held-back image and a model, and `model calibrate` run on it. */
async function setUp(given: 'images' | 'model') {
  const { app, client, engine, folder, images } = await projectWithImages(given);
  const [model = null] = await client.models.list();
  const project = join(folder, 'project');
  await client.project.close();
  const run = async (...args: readonly string[]) => {
    const written = { stdout: '', stderr: '' };
    const exitCode = await runProgram(['model', 'calibrate', project, ...args], {
      stdout: { write: (text: string) => (written.stdout += text) },
      stderr: { write: (text: string) => (written.stderr += text) },
      openApp: () => Promise.resolve({ ...app, close: () => Promise.resolve() }),
    });
    return { exitCode, ...written };
  };
  return { client, engine, folder, images, model, project, run };
}

test('fits the model in use on the held-back labels, measures it and says what it was worth', async () => {
  const { client, engine, images, model, run } = await setUp('model');
  expect(model!.figures).toBeNull();
  const { exitCode, stdout, stderr } = await run();
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.not.stringContaining('sfumato:') as string });
  const [said, ...described] = stdout.trimEnd().split('\n');
  expect(said).toBe(`${model!.name}: temperature 1.50, ECE 0.100 (0.200 at a temperature of 1) on 1 held-back image`);
  expect(described.join('\n')).toContain(model!.name);
  expect(engine.calibrated).toHaveLength(1);
  expect(engine.calibrated[0]!.images.map(({ imageId }) => imageId)).toEqual(images.filter(({ role }) => role === 'heldBack').map(({ id }) => id));
  expect((await client.models.list())[0]!.figures).not.toBeNull();
});

test('with --json it prints the measured model and the sentence as one document', async () => {
  const { model, run } = await setUp('model');
  const { exitCode, stdout } = await run('--model', model!.id, '--json');
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ model: { id: model!.id, figures: { ece: 0.05 } }, message: expect.stringContaining('temperature') as string });
});

test('fits one temperature for each class where it is asked for, and refuses what is no kind', async () => {
  const { engine, model, run } = await setUp('model');
  const { exitCode, stdout } = await run('--temperature', 'perClass');
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`${model!.name}: a temperature for each class, 1.25 to 1.50, ECE 0.100 (0.200 at a temperature of 1) on 1 held-back image`);
  expect(engine.calibrated.at(-1)!.temperatureChoice).toBe('perClass');
  const refused = await run('--temperature', 'many');
  expect(refused).toMatchObject({ stdout: '', stderr: expect.stringContaining('automatic, single, perClass') as string });
  expect(refused.exitCode).not.toBe(0);
  expect(engine.calibrated).toHaveLength(1);
});

test('a model there is not, no model in use and no held-back labels are told, and nothing is fitted', async () => {
  const { client, engine, images, project, run } = await setUp('model');
  expect(await run('--model', 'none')).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('model none: the project has no such model') as string });
  await client.project.open({ folder: project });
  await client.images.setRole({ imageId: images.find(({ role }) => role === 'heldBack')!.id, role: 'work' });
  await client.project.close();
  expect(await run()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('no held-back image with labels') as string });
  expect(engine.calibrated).toEqual([]);
  const bare = await setUp('images');
  expect(await bare.run()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('no model is in use') as string });
});

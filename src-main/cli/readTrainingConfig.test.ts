import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRecipe } from '../core/training/readRecipe.ts';
import { readTrainingConfig, withDenoiser } from './readTrainingConfig.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'sfumato-config-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(text: string): Promise<unknown> {
  const path = join(folder, 'training.json');
  await writeFile(path, text);
  return readTrainingConfig(path);
}

describe('readTrainingConfig', () => {
  test('tells the numbers of a run from its recipe', async () => {
    expect(await read('{"learningRate": 0.01, "loss": {"focal": 1}}')).toEqual({ learningRate: 0.01, batchSize: null, cropSide: null, recipe: { loss: { focal: 1 } } });
    expect(await read('{}')).toEqual({ learningRate: null, batchSize: null, cropSide: null, recipe: {} });
  });

  test.each([
    ['{"cropSide": "big"}', 'training, cropSide: wanted a whole number from 32 to 1024, got big'],
    ['{"optimizer": {"name": "rmsprop"}}', 'training, optimizer.name: wanted one of adam, sgd, got rmsprop'],
    ['{"optimiser": {}}', /wanted settings among loss, optimizer, .*, got optimiser/],
    ['[1]', /wanted settings among .*, got \[1\]/],
    ['{', /training\.json: no JSON: /],
  ])('%s is refused', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  test('a file that is not there is named', async () => {
    await expect(readTrainingConfig(join(folder, 'none.json'))).rejects.toThrow('none.json');
  });
});

describe('withDenoiser', () => {
  test('the steps that are asked for go before those of the file, whose other settings stay', async () => {
    const file = (await read('{"batchSize": 4, "denoiser": {"steps": 9, "epsilon": 0.2}, "loss": {"focal": 1}}')) as Parameters<typeof withDenoiser>[0];
    expect(withDenoiser(file, undefined)).toBe(file);
    expect(withDenoiser(file, 300)).toEqual({ ...file, recipe: { loss: { focal: 1 }, denoiser: { steps: 300, epsilon: 0.2 } } });
    expect(withDenoiser({}, 0)).toEqual({ recipe: { denoiser: { steps: 0 } } });
    expect(readRecipe(withDenoiser({}, 300).recipe).denoiser).toEqual({ steps: 300, epsilon: 0.1, width: 8 });
  });

  test.each(['{"denoiser": {"epsilon": 0}}', '{"denoiser": {"width": 65}}', '{"denoiser": {"steps": 0.5}}'])('%s is refused', async (text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'invalidInput' });
  });
});

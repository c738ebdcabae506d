import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTrainingConfig } from './readTrainingConfig.ts';

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

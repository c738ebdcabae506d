import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allTurns } from '../../core/turns.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { predictCore } from '../predict/predictCore.ts';
import { tf } from '../tensorflow.ts';
import { randomModel } from '../testing/randomModel.ts';
import { temporaryFolder } from '../testing/tinyData.ts';
import { Ensemble } from './Ensemble.ts';
import type { MemberOutcome, MemberRunner, MemberWindow } from './MemberRunner.ts';
import { writeModelFolder } from './modelFolder.ts';
import { turnedRunners } from './turnedRunners.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  await chooseBackend('wasm');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const margins = { top: 4, left: 0, bottom: 8, right: 4 };
const [height, width] = [24, 16];
const window: MemberWindow = { values: Float32Array.from({ length: height * width }, (_none, at) => Math.sin(at * 0.7)), height, width, margins };

/** Says of each pixel between the margins what a function of its value and place says. */
function member(say: (value: number, row: number, column: number) => number, seen: MemberWindow[] = []): MemberRunner {
  return {
    run: async (given): Promise<MemberOutcome> => {
      seen.push(given);
      const { top, left, bottom, right } = given.margins!;
      const [rows, columns] = [given.height - top - bottom, given.width - left - right];
      const values = Float32Array.from({ length: rows * columns }, (_none, at) => {
        const [row, column] = [top + Math.floor(at / columns), left + (at % columns)];
        return say(given.values[row * given.width + column]!, row, column);
      });
      const lossMap = Float32Array.from({ length: (rows / 4) * (columns / 4) }, (_none, at) => values[Math.floor(at / (columns / 4)) * 4 * columns + (at % (columns / 4)) * 4]!);
      return { probabilities: Float32Array.from({ length: 2 * values.length }, (_none, at) => (at % 2 === 0 ? values[at >> 1]! : 1 - values[at >> 1]!)), lossMap, confidence: values };
    },
    dispose: async () => undefined,
  };
}

describe('turned runners', () => {
  test('of a member that says the same of a thing however it lies, all say what it says', async () => {
    const equivariant = member((value) => value ** 2);
    const wanted = await equivariant.run(window);
    for (const runner of turnedRunners([equivariant], 8)) {
      const { probabilities, confidence } = await runner.run(window);
      expect(probabilities).toEqual(wanted.probabilities);
      expect(confidence).toEqual(wanted.confidence);
    }
  });

  test('of a member that goes by the place, say what it said of the place where the pixel was laid', async () => {
    const [, mirrored, upsideDown] = turnedRunners([member((_value, row, column) => row + 100 * column)], 3);
    const [columns, rows] = [width - margins.right, height - margins.top - margins.bottom];
    const one = (await mirrored!.run(window)).confidence!;
    const other = (await upsideDown!.run(window)).confidence!;
    for (let at = 0; at < rows * columns; at++) {
      const [row, column] = [margins.top + Math.floor(at / columns), at % columns];
      expect(one[at]).toBe(row + 100 * (width - 1 - column));
      expect(other[at]).toBe(height - 1 - row + 100 * column);
    }
  });

  test('loss maps are laid back as squares', async () => {
    // Each square says the value of its corner that comes first; a member that says one value a square is the same in any.
    const blocks = { ...window, values: Float32Array.from({ length: height * width }, (_none, at) => (at % width >> 2) + 10 * (Math.floor(at / width) >> 2)) };
    const plain = member((value) => value);
    const wanted = (await plain.run(blocks)).lossMap;
    for (const runner of turnedRunners([plain], 8)) expect((await runner.run(blocks)).lossMap).toEqual(wanted);
  });

  test('all members see one and the same turned window, turn after turn, and each is freed once', async () => {
    const seen: MemberWindow[] = [];
    let freed = 0;
    const counted = (): MemberRunner => ({ ...member((value) => value, seen), sideBySide: 2, dispose: async () => void freed++ });
    const runners = turnedRunners([counted(), counted()], 3);
    expect(runners.map(({ sideBySide }) => sideBySide)).toEqual([2, 2, 2, 2, 2, 2]);
    for (const runner of runners) await runner.run(window);
    expect(seen[0]).toBe(window);
    for (const at of [0, 2, 4]) expect(seen[at]!.values).toBe(seen[at + 1]!.values);
    expect(new Set(seen.map(({ values }) => values)).size).toBe(3);
    for (const runner of runners) await runner.dispose();
    expect(freed).toBe(2);
  });
});

test('a model whose file says so is turned, its passes within each turn; the same twice, and nothing is kept', async () => {
  const { file, members } = randomModel(2, { config: { inputChannels: 1, classes: 2, width: 4, depth: 2, dropout: 0.5 } });
  const write = async (name: string, turns: number | undefined): Promise<string> => {
    const target = join(folder, name);
    await writeModelFolder(target, { file: { ...file, passes: { count: 3, seed: 4 }, ...(turns !== undefined && { turns }) }, members: members.map((values) => ({ seed: 1, values })) });
    return target;
  };
  const [plainFolder, turnedFolder] = [await write('plain', undefined), await write('turned', 8)];
  const before = tf.memory().numTensors;
  const [plain, ensemble] = [await Ensemble.load(plainFolder), await Ensemble.load(turnedFolder)];
  expect([plain.members.length, ensemble.members.length]).toEqual([6, 6 * allTurns.length]);
  const values = Float32Array.from({ length: 16 * 32 }, (_none, at) => Math.sin(at * 0.3));
  const core = { x: 0, y: 0, width: 32, height: 16 };
  const run = (of: Ensemble) => predictCore(of, values, { core, input: core, margins: { top: 0, left: 0, bottom: 0, right: 0 } });
  const [without, once, again] = [await run(plain), await run(ensemble), await run(ensemble)];
  expect(again).toEqual(once);
  expect(once.members.slice(0, 6)).toEqual(without.members);
  expect(once.members).toHaveLength(48);
  for (let at = 0; at < once.probabilities.length; at += 2) expect(once.probabilities[at]! + once.probabilities[at + 1]!).toBeCloseTo(1, 5);
  // The mean over the whole group no longer knows which way the picture lies.
  const mirrored = Float32Array.from(values, (_value, at) => values[at - (at % 32) + 31 - (at % 32)]!);
  const other = await predictCore(ensemble, mirrored, { core, input: core, margins: { top: 0, left: 0, bottom: 0, right: 0 } });
  for (let at = 0; at < 16 * 32; at++) expect(other.predictiveEntropy[at - (at % 32) + 31 - (at % 32)]).toBeCloseTo(once.predictiveEntropy[at]!, 4);
  for (const one of [plain, ensemble]) await one.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

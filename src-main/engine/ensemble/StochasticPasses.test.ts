import { beforeAll, describe, expect, test } from 'vitest';
import { factorsOfPass } from '../../../models/layers/channelDropout.ts';
import { RandomSource } from '../../core/random/RandomSource.ts';
import { backendWish, chooseBackend } from '../backends/chooseBackend.ts';
import { predictWindows } from '../predict/predictWindows.ts';
import { fakeImage } from '../testing/fakeEnsemble.ts';
import { randomModel } from '../testing/randomModel.ts';
import { tf } from '../tensorflow.ts';
import { calibrated, disposeMember, loadMember } from './MemberNetwork.ts';
import { tfjsRunners } from './MemberRunners.ts';
import type { MemberOutcome, MemberRunner } from './MemberRunner.ts';
import type { StoredModel } from './modelFolder.ts';
import { passDraws } from './passDraws.ts';

const [height, width] = [24, 32];
const picture = (phase = 0): Float32Array => Float32Array.from({ length: height * width }, (_none, at) => Math.sin(at * 0.37 + phase) + (at % width) / width);
const model = (count: number, { members = 1, dropout = 0.5 } = {}): StoredModel =>
  randomModel(members, { config: { inputChannels: 1, classes: 3, width: 4, depth: 2, dropout }, passes: { count, seed: 11 } });

async function runAll(runners: readonly MemberRunner[], values: Float32Array): Promise<MemberOutcome[]> {
  const outcomes: MemberOutcome[] = [];
  for (const runner of runners) outcomes.push(await runner.run({ values, height, width }));
  return outcomes;
}

async function disposeAll(runners: readonly MemberRunner[]): Promise<void> {
  for (const runner of runners) await runner.dispose();
}

/** The whole network for each pass, with what that pass draws. */
function withoutSharing({ network, members, file }: StoredModel, values: Float32Array): MemberOutcome[] {
  return members.flatMap((member, index) => {
    const loaded = loadMember(network, member);
    const outcomes = passDraws(file)![index]!.map((key): MemberOutcome => {
      const { probabilities, lossMap, imageLoss } = tf.tidy(() => {
        const input = tf.tensor4d(values, [1, height, width, 1]);
        const forward = network.network.forward(loaded.trunk, input, { phase: 'prediction', channelFactors: factorsOfPass(new RandomSource(key)) });
        return calibrated(network, loaded, forward, { temperature: file.temperature });
      });
      const outcome = { probabilities: probabilities.dataSync<'float32'>(), lossMap: lossMap.dataSync<'float32'>(), imageLoss: imageLoss.dataSync()[0]! };
      tf.dispose([probabilities, lossMap, imageLoss]);
      return outcome;
    });
    disposeMember(loaded);
    return outcomes;
  });
}

/** The same model with its split counted, and its part after it replaced. */
function watched(stored: StoredModel, calls: { shared: number }, refuses: () => boolean = () => false): StoredModel {
  const split = stored.network.network.split!;
  const counted: typeof split = {
    shared: (...values) => {
      calls.shared++;
      return split.shared(...values);
    },
    pass: (...values) => {
      const outcome = split.pass(...values);
      if (refuses()) throw new Error('device lost');
      return outcome;
    },
  };
  return { ...stored, network: { ...stored.network, network: { ...stored.network.network, split: counted } } };
}

const meanDistance = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, at) => sum + Math.abs(value - b[at]!), 0) / a.length;

describe.each([[backendWish(), 0], ['wasm', 1e-6]] as const)('stochastic passes on the %s backend', (wish, tolerance) => {
  beforeAll(async () => void (await chooseBackend(wish)));

  test('equal full forward passes with the same draws, members and windows in turn', async () => {
    const stored = model(4, { members: 2 });
    const runners = await tfjsRunners.of(stored);
    expect(runners).toHaveLength(8);
    for (const values of [picture(), picture(1)]) {
      const [got, wanted] = [await runAll(runners, values), withoutSharing(stored, values)];
      got.forEach((outcome, index) => {
        for (const part of ['probabilities', 'lossMap'] as const) {
          if (tolerance === 0) expect(outcome[part]).toEqual(wanted[index]![part]);
          else outcome[part]!.forEach((value, at) => expect(Math.abs(value - wanted[index]![part]![at]!)).toBeLessThanOrEqual(tolerance));
        }
      });
    }
    await disposeAll(runners);
  });
});

describe('stochastic passes', () => {
  beforeAll(async () => void (await chooseBackend()));

  test('differ from each other and between members, and are one function each', async () => {
    const runners = await tfjsRunners.of(model(3, { members: 2 }));
    const first = await runAll(runners, picture());
    const texts = first.map(({ probabilities }) => probabilities.join());
    expect(new Set(texts).size).toBe(6);
    expect((await runAll(runners, picture())).map(({ probabilities }) => probabilities.join())).toEqual(texts);
    await disposeAll(runners);
  });

  test('drop the same whether a member runs alone or among others', async () => {
    const both = model(3, { members: 2 });
    const second = { ...both, members: [both.members[1]!], file: { ...both.file, members: [both.file.members[1]!] } };
    const [all, alone] = [await tfjsRunners.of(both), await tfjsRunners.of(second)];
    expect(await runAll(alone, picture())).toEqual((await runAll(all, picture())).slice(3));
    await disposeAll([...all, ...alone]);
  });

  test('approach the plain network in their mean', async () => {
    const stored = model(64, { dropout: 0.05 });
    const runners = await tfjsRunners.of(stored);
    const [plain] = await tfjsRunners.of({ ...stored, file: { ...stored.file, passes: undefined } });
    const { probabilities: wanted } = await plain!.run({ values: picture(), height, width });
    const passes = await runAll(runners, picture());
    /** Mean over all groups of so many passes of how far their mean lies off. */
    const distance = (size: number): number => {
      const groups = Array.from({ length: passes.length / size }, (_none, group) => passes.slice(group * size, (group + 1) * size));
      const distances = groups.map((group) => meanDistance(wanted.map((_value, at) => group.reduce((sum, { probabilities }) => sum + probabilities[at]!, 0) / size), wanted));
      return distances.reduce((sum, each) => sum + each, 0) / groups.length;
    };
    expect(distance(1)).toBeGreaterThan(0.01);
    expect(distance(8)).toBeLessThan(0.65 * distance(1));
    // By chance alone an eighth and a little; the rest is that a network that is not linear keeps its mean but nearly.
    expect(distance(64)).toBeLessThan(0.4 * distance(1));
    await disposeAll([...runners, plain!]);
  });

  test('compute what they share once a window, and free it with the last pass', async () => {
    const calls = { shared: 0 };
    const runners = await tfjsRunners.of(watched(model(3), calls));
    const before = tf.memory().numTensors;
    const [one, other] = [picture(), picture(1)];
    await runAll(runners, one);
    expect([calls.shared, tf.memory().numTensors]).toEqual([1, before]);
    // A window that was left before its last pass gives way to the next, or to the end.
    await runners[0]!.run({ values: one, height, width });
    expect(tf.memory().numTensors).toBe(before + 3);
    await runAll(runners, other);
    expect([calls.shared, tf.memory().numTensors]).toEqual([3, before]);
    // The same numbers as a picture of another shape are another window.
    await runners[0]!.run({ values: one, height, width });
    await runners[1]!.run({ values: one, height: width, width: height });
    expect([calls.shared, tf.memory().numTensors]).toEqual([5, before + 3]);
    await disposeAll(runners);
  });

  test('keep no tensor once disposed, after a run, one cut short and one that failed', async () => {
    const before = tf.memory().numTensors;
    let fails = false;
    const runners = await tfjsRunners.of(watched(model(3), { shared: 0 }, () => fails));
    const loaded = tf.memory().numTensors;
    const values = picture();
    await runners[0]!.run({ values, height, width });
    fails = true;
    await expect(runners[1]!.run({ values, height, width })).rejects.toMatchObject({ code: 'engineFailed' });
    expect(tf.memory().numTensors).toBe(loaded);
    fails = false;
    await runAll(runners, values);
    await runners[0]!.run({ values, height, width });
    await disposeAll(runners);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('begun together, they come to the same', async () => {
    const runners = await tfjsRunners.of(model(4));
    const before = tf.memory().numTensors;
    const values = picture();
    const together = await Promise.all(runners.map((runner) => runner.run({ values, height, width })));
    expect(together).toEqual(await runAll(runners, values));
    expect(tf.memory().numTensors).toBe(before);
    await disposeAll(runners);
  });

  test('in windows they say what they say of the whole image; cancelled, they keep nothing', async () => {
    const stored = model(3);
    const members = await tfjsRunners.of(stored);
    const side = 150;
    const { sizeMultiple, network } = stored.network;
    const ensemble = { file: stored.file, windows: { sizeMultiple, contextRadius: network.contextRadius, trainedSide: 64 }, members, concurrency: 1 };
    const image = fakeImage((x, y) => Math.sin(x * 0.3) * Math.cos(y * 0.21));
    const before = tf.memory().numTensors;
    const run = async (coreSide: number, stop = new AbortController(), visited: () => void = () => undefined): Promise<Float32Array> => {
      const whole = new Float32Array(side * side);
      await predictWindows(ensemble, image, {
        width: side,
        height: side,
        signal: stop.signal,
        coreSide,
        visit: async ({ window: { core }, mutualInformation }) => {
          for (let row = 0; row < core.height; row++) whole.set(mutualInformation.subarray(row * core.width, (row + 1) * core.width), (core.y + row) * side + core.x);
          visited();
        },
      });
      return whole;
    };
    const [whole, cut] = [await run(512), await run(64)];
    expect(Math.max(...whole)).toBeGreaterThan(0.01);
    whole.forEach((value, pixel) => expect(Math.abs(cut[pixel]! - value)).toBeLessThan(1e-5));
    const stop = new AbortController();
    await expect(run(64, stop, () => stop.abort())).rejects.toMatchObject({ code: 'cancelled' });
    expect(tf.memory().numTensors).toBe(before);
    await disposeAll(members);
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import type { ParameterSpec } from '../../../models/Architecture.ts';
import { initialValues } from '../../../models/parameters.ts';
import { normalNoise } from '../../core/random/normalNoise.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { latentFactors, latentFactorsOfMember, latentSizes } from './latentFactors.ts';
import { lpBnn } from './lpBnn.ts';
import type { LpBnnSettings } from './lpBnn.ts';
import { rankOneLayout } from './rankOneLayout.ts';
import { describeScheme, smallNetworks, sourceOf } from './testing/describeScheme.ts';
import { trainToy } from './testing/trainToy.ts';

const settings: LpBnnSettings = { members: 2, latent: 3, factors: 'normal', factorDeviation: 0.3, penaltyWeight: 1 };
const none = new Float32Array(0);

beforeAll(async () => void (await chooseBackend()));

function size(specs: readonly ParameterSpec[]): number {
  return specs.reduce((sum, { shape }) => {
    const values = shape.reduce((product, side) => product * side, 1);
    if (shape.length === 1) return sum + 2 * values;
    const [input, output] = shape.slice(-2) as [number, number];
    return sum + values + 2 * (input + output) + (1 + input) * 6 + 4 * input;
  }, 0);
}

describeScheme({ name: 'LP-BNN', build: (network) => lpBnn(network, settings), size, isRandom: true });

describe('autoencoders of the input factors', () => {
  const specs: ParameterSpec[] = [2, 3].map((input) => ({ name: `kernel${input}`, shape: [input, 2], initialiser: 'lecunNormal', role: 'trained' }));
  const layout = rankOneLayout(specs);
  const sizes = latentSizes(layout, 4);
  const encoder = sizes.initialEncoder(sourceOf(1));
  const decoder = sizes.initialDecoder(0.5, sourceOf(2));
  const inputs = normalNoise(sourceOf(3), 2 * layout.inputSize);

  /** Without noise where asked: what is decoded from the latent means. */
  const all = (noise: Float32Array) =>
    tf.tidy(() => {
      const { decoded, divergence, misfit } = latentFactors(
        { inputs: tf.tensor1d(inputs), encoder: tf.tensor1d(encoder), decoder: tf.tensor1d(decoder), noise: tf.tensor1d(noise) },
        { layout, latent: 4, members: 2 },
      );
      return { decoded: [...decoded.dataSync()], divergence: divergence.dataSync()[0]!, misfit: misfit.dataSync()[0]! };
    });

  test('of all members at once give what each alone does', () => {
    const noise = normalNoise(sourceOf(4), 2 * sizes.latentSize);
    // Kernel by kernel, and of each the members.
    const ofMember = (member: number) => Float32Array.from([0, 1].flatMap((kernel) => [...noise.subarray((2 * kernel + member) * 4, (2 * kernel + member + 1) * 4)]));
    const alone = [0, 1].flatMap((member) => [...latentFactorsOfMember({ inputs, encoder, decoder, noise: ofMember(member) }, { layout, latent: 4, member })]);
    all(noise).decoded.forEach((value, at) => expect(value).toBeCloseTo(alone[at]!, 5));
  });

  test('cost the divergence of their latent vectors and half the squared distance from what they decode, in double precision', () => {
    let [divergence, misfit] = [0, 0];
    const { decoded, ...found } = all(new Float32Array(2 * sizes.latentSize));
    for (let member = 0; member < 2; member++) {
      let [inputAt, encoderAt] = [member * layout.inputSize, 0];
      for (const width of [2, 3]) {
        for (let at = 0; at < 4; at++) {
          const value = (column: number): number =>
            Array.from({ length: width }, (_none, row) => inputs[inputAt + row]! * encoder[encoderAt + (1 + row) * 8 + column]!).reduce((sum, each) => sum + each, encoder[encoderAt + column]!);
          divergence += 0.5 * (value(at) ** 2 + Math.exp(value(4 + at)) - value(4 + at) - 1);
        }
        inputAt += width;
        encoderAt += (1 + width) * 8;
      }
    }
    decoded.forEach((value, at) => (misfit += 0.5 * (inputs[at]! - value) ** 2));
    expect(found.divergence).toBeCloseTo(divergence, 4);
    expect(found.misfit).toBeCloseTo(misfit, 4);
  });
});

describe('members', () => {
  const { specs } = smallNetworks[0]!;
  const weights = initialValues(specs, 'trained', sourceOf(0));

  test('are the plain network at first where no factor varies', () => {
    const scheme = lpBnn({ specs }, { ...settings, factorDeviation: 0 });
    expect(scheme.members({ values: scheme.initial(weights, sourceOf(1)), tracked: none }, 2, sourceOf(2))).toEqual([weights, weights]);
  });

  test('are as many as asked for, each drawn by itself', () => {
    const scheme = lpBnn({ specs }, settings);
    const members = scheme.members({ values: scheme.initial(weights, sourceOf(1)), tracked: none }, 5, sourceOf(2));
    expect(new Set(members.map((member) => member.join())).size).toBe(5);
  });
});

test('learns a curve, and its members differ most where there was no data', () => {
  const { before, after, spreadNear, spreadFar } = trainToy((network) => lpBnn(network, { ...settings, members: 4, factors: 'signs', latent: 4 }), { steps: 200, learningRate: 0.02 });
  expect(after).toBeLessThan(before / 4);
  expect(spreadFar).toBeGreaterThan(spreadNear);
});

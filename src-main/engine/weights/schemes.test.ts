import { beforeAll, describe, expect, test } from 'vitest';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { wantsSteadyRate } from '../../core/training/steadyRate.ts';
import { countParameters, initialValues } from '../../../models/parameters.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { createScheme, schemeNames, settingsOfScheme } from './schemes.ts';
import { smallNetworks, sourceOf } from './testing/describeScheme.ts';
import { trainToy } from './testing/trainToy.ts';

const { specs } = smallNetworks[0]!;
const place = 'here';

beforeAll(async () => void (await chooseBackend()));

test('are these', () => {
  expect(schemeNames()).toEqual(['deepEnsemble', 'bayesByBackprop', 'tradi', 'swag', 'batchEnsemble', 'lpBnn', 'packedEnsemble']);
});

describe.each(schemeNames())('%s', (name) => {
  test('is built without a setting, and again from its own defaults, the same', () => {
    const settings = settingsOfScheme({ name, settings: {}, place });
    const [bare, full] = [{}, settings].map((given) => createScheme({ specs }, { name, settings: given, place }));
    const weights = initialValues(specs, 'trained', sourceOf(0));
    expect(full!.initial(weights, sourceOf(1))).toEqual(bare!.initial(weights, sourceOf(1)));
    expect(settingsOfScheme({ name, settings, place })).toEqual(settings);
  });

  test('draws finite weights and has finite members at its start', () => {
    const scheme = createScheme({ specs }, { name, settings: {}, place });
    const values = scheme.initial(initialValues(specs, 'trained', sourceOf(0)), sourceOf(1));
    const penalty = tf.tidy(() => {
      const drawn = scheme.draw(tf.tensor1d(values), sourceOf(2));
      for (const weights of drawn.weights) expect(weights.dataSync().every(Number.isFinite)).toBe(true);
      return drawn.penalty?.dataSync()[0] ?? 0;
    });
    expect(Number.isFinite(penalty)).toBe(true);
    const members = scheme.members({ values, tracked: scheme.tracker?.initial(values) ?? new Float32Array(0) }, 2, sourceOf(3));
    for (const member of members) {
      expect(member).toHaveLength(countParameters(specs));
      expect(member.every(Number.isFinite)).toBe(true);
    }
  });

  test('wants a steady learning rate where it follows the weights, and only there', () => {
    expect(wantsSteadyRate(name)).toBe(createScheme({ specs }, { name, settings: {}, place }).tracker !== null);
  });

  test('refuses a setting it has not', () => {
    expect(() => settingsOfScheme({ name, settings: { colour: 1 }, place })).toThrow(/here: settings of .*: the config: got .*no field colour/);
  });
});

const refused = (name: string, settings: unknown): string => {
  try {
    settingsOfScheme({ name, settings, place });
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(SfumatoError);
    expect((thrown as SfumatoError).code).toBe('invalidInput');
    return (thrown as SfumatoError).message;
  }
  return 'not refused';
};

test('what is refused is told by field, value and what is allowed', () => {
  expect(refused('bayesByBackprop', { prior: 'flat' })).toBe('here: settings of bayesByBackprop: prior: got "flat", wanted one of "scaleMixture", "gaussian"');
  expect(refused('tradi', { stateNoise: 0 })).toBe('here: settings of tradi: stateNoise: got 0, wanted 0.000001 or more');
  expect(refused('swag', { rank: 1000 })).toBe('here: settings of swag: rank: got 1000, wanted 100 or less');
  expect(refused('batchEnsemble', { members: 2.5 })).toContain('members: got 2.5, wanted a value of type');
  expect(refused('dropout', {})).toBe(`here: wanted an uncertainty method of ${schemeNames().join(', ')}, got dropout`);
});

test('the plain network is one, however many are asked for', () => {
  const scheme = createScheme({ specs }, { name: 'deepEnsemble', settings: {}, place });
  const weights = initialValues(specs, 'trained', sourceOf(0));
  expect(scheme.members({ values: weights, tracked: new Float32Array(0) }, 5, sourceOf(1))).toEqual([weights]);
});

test('the plain network learns a curve', () => {
  const { before, after } = trainToy((network) => createScheme(network, { name: 'deepEnsemble', settings: {}, place }), { steps: 150, learningRate: 0.02 });
  expect(after).toBeLessThan(before / 10);
});

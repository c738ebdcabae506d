import { describe, expect, test } from 'vitest';
import { RandomSource } from '../../../core/random/RandomSource.ts';
import { defaultRecipe } from '../../../core/training/TrainingRecipe.ts';
import type { EngineImage } from '../../engineApi.ts';
import { scalesOf } from '../../input/normalisation.ts';
import type { Normalisation } from '../../input/normalisation.ts';
import { changeColours, colourMatrix } from './colourJitter.ts';
import { changeCropColours } from './colours.ts';
import { inverted, multiplied } from './matrix3.ts';
import type { Matrix3 } from './matrix3.ts';
import { changeStains } from './stainJitter.ts';

const random = () => new RandomSource({ seed: 4, stream: 0, counter: 0 });
const none = [0, 0, 0] as const;

describe('matrices of three', () => {
  test('a matrix times its inverse is the identity; one without is refused', () => {
    const matrix: Matrix3 = [2, 1, 0, 0, 3, 1, 1, 0, 1];
    multiplied(matrix, inverted(matrix)).forEach((value, at) => expect(value).toBeCloseTo(at % 4 === 0 ? 1 : 0, 12));
    expect(() => inverted([1, 2, 3, 2, 4, 6, 0, 0, 1])).toThrow(RangeError);
  });
});

describe('changeColours', () => {
  const changed = (saturation: number, turn: number, colours: readonly number[]) => {
    const values = Float32Array.from(colours);
    changeColours(values, { matrix: colourMatrix(saturation, turn), offsets: none });
    return [...values];
  };
  const lumaOf = ([red, green, blue]: readonly number[]) => 0.299 * red! + 0.587 * green! + 0.114 * blue!;

  test('leaves grey as it is and every luma, whatever the turn', () => {
    for (const value of changed(1.7, 2, [0.3, 0.3, 0.3])) expect(value).toBeCloseTo(0.3, 3);
    expect(lumaOf(changed(1.5, 1, [0.9, 0.2, 0.1]))).toBeCloseTo(lumaOf([0.9, 0.2, 0.1]), 3);
  });

  test('without saturation only luma is left; a whole turn changes nothing', () => {
    const colour = [0.8, 0.4, 0.1];
    for (const value of changed(0, 0, colour)) expect(value).toBeCloseTo(lumaOf(colour), 3);
    changed(1, 2 * Math.PI, colour).forEach((value, at) => expect(value).toBeCloseTo(colour[at]!, 3));
  });

  test('adds its offset to each colour', () => {
    const values = Float32Array.of(0.5, 0.5, 0.5);
    changeColours(values, { matrix: [1, 0, 0, 0, 1, 0, 0, 0, 1], offsets: [0.1, -0.1, 0] });
    expect([...values].map((value) => Math.round(value * 10))).toEqual([6, 4, 5]);
  });
});

describe('changeStains', () => {
  const same = { factor: 1, offset: 0 };
  const directions = { haematoxylin: [0.65, 0.704, 0.286], eosin: [0.072, 0.99, 0.105] } as const;
  /** Light through one stain of an optical density. */
  const through = (stain: keyof typeof directions, amount: number): Float32Array => {
    const length = Math.hypot(...directions[stain]);
    return Float32Array.from(directions[stain], (value) => 10 ** ((-value / length) * amount));
  };

  test.each([
    ['haematoxylin', [{ factor: 1.5, offset: 0 }, same], 0.6],
    ['haematoxylin', [same, { factor: 3, offset: 0 }], 0.4],
    ['eosin', [same, { factor: 0.5, offset: 0.05 }], 0.25],
  ] as const)('of pure %s it changes the amount of that stain alone', (stain, changes, amount) => {
    const colours = through(stain, 0.4);
    changeStains(colours, changes);
    through(stain, amount).forEach((value, channel) => expect(colours[channel]).toBeCloseTo(value, 5));
  });

  test('what is changed by nothing stays, what neither stain explains too', () => {
    const colours = Float32Array.of(0.2, 0.9, 0.4, 1, 1, 1);
    const before = [...colours];
    changeStains(colours, [same, same]);
    colours.forEach((value, at) => expect(value).toBeCloseTo(before[at]!, 6));
  });

  test('black has no endless density', () => {
    const colours = new Float32Array(3);
    changeStains(colours, [{ factor: 0.9, offset: 0 }, same]);
    expect(colours.every((value) => value > 0 && value < 0.02)).toBe(true);
  });
});

describe('changeCropColours', () => {
  const deep: EngineImage = { imageId: 'x', samplesPath: '', width: 1, height: 1, channels: 3, sampleType: 'uint16', displayRange: [1000, 3000] };
  const image = { samples: deep, statistics: { mean: 1700, deviation: 250, backgroundLevel: 0.5 } };
  const light = [0.7, 0.4, 0.6, 0.2, 0.9, 0.5];
  const scaled = (normalisation: Normalisation): Float32Array => {
    const scales = scalesOf(deep, image.statistics, normalisation);
    return Float32Array.from(light, (value, at) => (1000 + 2000 * value - scales[at % scales.length]!.shift) * scales[at % scales.length]!.factor);
  };
  const back = (values: Float32Array, normalisation: Normalisation): number[] => {
    const scales = scalesOf(deep, image.statistics, normalisation);
    return [...values].map((value, at) => (value / scales[at % scales.length]!.factor + scales[at % scales.length]!.shift - 1000) / 2000);
  };
  const all = { ...defaultRecipe.augmentation, colourShare: 1, stainShare: 1 };

  test('works on light: both normalisations give the same change', () => {
    const outcomes = (['imageMeanAndDeviation', 'imagenet'] as const).map((scale) => {
      const normalisation: Normalisation = { channels: 'colour', scale, polarity: 'asIs' };
      const crop = scaled(normalisation);
      changeCropColours(crop, image, { normalisation, augmentation: all, random: random() });
      return back(crop, normalisation);
    });
    outcomes[0]!.forEach((value, at) => expect(outcomes[1]![at]).toBeCloseTo(value, 4));
    expect(Math.max(...outcomes[0]!.map((value, at) => Math.abs(value - light[at]!)))).toBeGreaterThan(0.01);
  });

  test('switched off, or of grey, it changes nothing and draws no random number', () => {
    for (const [channels, augmentation] of [['colour', defaultRecipe.augmentation], ['grey', all]] as const) {
      const crop = Float32Array.from(light);
      const numbers = random();
      changeCropColours(crop, image, { normalisation: { channels, scale: 'imageMeanAndDeviation', polarity: 'asIs' }, augmentation, random: numbers });
      expect(crop).toEqual(Float32Array.from(light));
      expect(numbers.uniform(0, 1)).toBe(random().uniform(0, 1));
    }
  });
});

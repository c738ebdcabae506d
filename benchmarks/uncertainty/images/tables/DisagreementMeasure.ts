import { areaUnderRoc } from '../../../../src-main/core/metrics/errorDetection.ts';
import { energyDistance } from '../../../../src-main/core/metrics/energyDistance.ts';
import { PairSample } from '../../../../src-main/core/metrics/PairSample.ts';
import { ScoreHistogram } from '../../../../src-main/core/metrics/ScoreHistogram.ts';
import { spearman } from '../../../../src-main/core/metrics/spearman.ts';
import type { MeasurableImage } from '../ImageSet.ts';
import type { PredictedMaps } from '../predictMaps.ts';
import type { Measure, TableFigures } from './Measure.ts';

/** Contours that stand for the mean probability: those of its quantiles, in the middle of equal shares. */
const levelCount = 10;

/**
 * Whether each map lies where people disagree, of two classes. Disagreement is the entropy of their votes in a pixel, nats. The
 * generalised energy distance (Kohl et al. 2018, arXiv:1806.05034) of what people drew is taken to the members' own maps, and to
 * contours of the mean probability at equally spaced levels, which a single network has too: nested maps of which each pixel is
 * part as often as its probability says.
 */
export class DisagreementMeasure implements Measure {
  readonly #pairs: ReadonlyMap<string, PairSample>;
  readonly #disputed: ReadonlyMap<string, ScoreHistogram>;
  readonly #byImage: ReadonlyMap<string, number[]>;
  readonly #distances = { members: [] as number[], levels: [] as number[], gold: [] as number[] };

  constructor(maps: readonly string[]) {
    this.#pairs = new Map(maps.map((name) => [name, new PairSample()]));
    this.#disputed = new Map(maps.map((name) => [name, new ScoreHistogram()]));
    this.#byImage = new Map(maps.map((name) => [name, []]));
  }

  add({ labels, drawings }: MeasurableImage, { probabilities, members, maps }: PredictedMaps): void {
    if (!drawings) throw new Error('disagreement: wanted an image that several people drew');
    const disagreement = voteEntropy(drawings);
    const outcomes = Uint8Array.from(disagreement, (value) => (value > 0 ? 1 : 0));
    for (const [name, pairs] of this.#pairs) {
      const map = maps[name]!;
      for (const [pixel, value] of map.entries()) pairs.add(value, disagreement[pixel]!);
      this.#disputed.get(name)!.add(map, outcomes);
      const correlation = spearman(map, disagreement);
      if (correlation !== null) this.#byImage.get(name)!.push(correlation);
    }
    const distanceOf = (samples: readonly Uint8Array[]): number => energyDistance({ samples, truths: drawings, classes: [1] });
    this.#distances.members.push(distanceOf(members));
    this.#distances.levels.push(distanceOf(contours(probabilities)));
    this.#distances.gold.push(distanceOf([labels]));
  }

  figures(): TableFigures {
    const own = Array.from(this.#pairs, ([name, pairs]) => {
      const figures = {
        rankCorrelation: pairs.rankCorrelation(),
        rankCorrelationByImage: mean(this.#byImage.get(name)!),
        areaUnderRoc: areaUnderRoc(this.#disputed.get(name)!.groups()),
      };
      return [name, figures] as const;
    });
    const { members, levels, gold } = this.#distances;
    return { maps: Object.fromEntries(own), more: { memberDistance: mean(members), levelDistance: mean(levels), goldDistance: mean(gold) } };
  }
}

/** @returns [pixels], entropy of the share of drawings that have class 1, 0 … ln 2 */
function voteEntropy(drawings: readonly Uint8Array[]): Float32Array {
  return Float32Array.from(drawings[0]!, (_none, pixel) => {
    let votes = 0;
    for (const drawing of drawings) votes += drawing[pixel]!;
    if (votes === 0 || votes === drawings.length) return 0;
    const share = votes / drawings.length;
    return -share * Math.log(share) - (1 - share) * Math.log(1 - share);
  });
}

/** @param probabilities [pixels, 2] @returns maps of class 1 where its probability is above each level */
function contours(probabilities: Float32Array): Uint8Array[] {
  return Array.from({ length: levelCount }, (_none, index) => {
    const level = (index + 0.5) / levelCount;
    const map = new Uint8Array(probabilities.length / 2);
    for (let pixel = 0; pixel < map.length; pixel++) map[pixel] = probabilities[2 * pixel + 1]! > level ? 1 : 0;
    return map;
  });
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

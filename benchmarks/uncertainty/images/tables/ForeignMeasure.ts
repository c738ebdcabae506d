import { unlabelled } from '../../../../src-main/core/labels/labelMap.ts';
import { areaUnderRoc, averagePrecision, falsePositiveRate } from '../../../../src-main/core/metrics/errorDetection.ts';
import { ScoreHistogram } from '../../../../src-main/core/metrics/ScoreHistogram.ts';
import { leftOut, type ScoreGroups } from '../../../../src-main/core/metrics/ScoreGroups.ts';
import type { MeasurableImage } from '../ImageSet.ts';
import type { PredictedMaps } from '../predictMaps.ts';
import type { Measure, TableFigures } from './Measure.ts';

/**
 * Whether each map tells pixels of classes that no network was taught from the labelled pixels of known classes; what nobody
 * labelled at all is left out. As in the lectures known pixels are the positives, found by confidence; the average precision
 * of the foreign ones, found by doubt, stands beside it, since they are few.
 * Source: Hendrycks et al. 2019, arXiv:1911.11132, for the pixelwise comparison.
 */
export class ForeignMeasure implements Measure {
  readonly #histograms: ReadonlyMap<string, ScoreHistogram>;
  #foreign = 0;
  #counted = 0;

  constructor(maps: readonly string[]) {
    this.#histograms = new Map(maps.map((name) => [name, new ScoreHistogram()]));
  }

  add({ labels, foreign }: MeasurableImage, { maps }: PredictedMaps): void {
    if (!foreign) throw new Error('foreign pixels: wanted an image that says which they are');
    const outcomes = Uint8Array.from(labels, (label, pixel) => {
      if (foreign[pixel] === 1) return 1;
      return label === unlabelled ? leftOut : 0;
    });
    for (const outcome of outcomes) {
      if (outcome === leftOut) continue;
      this.#counted++;
      this.#foreign += outcome;
    }
    for (const [name, histogram] of this.#histograms) histogram.add(maps[name]!, outcomes);
  }

  figures(): TableFigures {
    const own = Array.from(this.#histograms, ([name, histogram]) => {
      const byDoubt = histogram.groups();
      const byConfidence = reversed(byDoubt);
      const figures = {
        areaUnderRoc: areaUnderRoc(byConfidence),
        knownPrecision: averagePrecision(byConfidence),
        foreignPrecision: averagePrecision(byDoubt),
        falsePositiveRate: falsePositiveRate(byConfidence),
      };
      return [name, figures] as const;
    });
    return { maps: Object.fromEntries(own), more: { foreignShare: this.#foreign / this.#counted } };
  }
}

/** The same scores with their sign changed, and with what was negative as the positives. */
function reversed({ positive, negative }: ScoreGroups): ScoreGroups {
  return { positive: negative.toReversed(), negative: positive.toReversed() };
}

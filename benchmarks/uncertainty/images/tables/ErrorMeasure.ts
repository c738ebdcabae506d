import { UncertaintyMeter } from '../../../../src-main/core/metrics/UncertaintyMeter.ts';
import type { MeasurableImage } from '../ImageSet.ts';
import type { PredictedMaps } from '../predictMaps.ts';
import type { Measure, TableFigures } from './Measure.ts';

/** Whether each map finds the pixels that the network has wrong. */
export class ErrorMeasure implements Measure {
  readonly #meter: UncertaintyMeter<string>;

  /** @param classCount of the labels @param maps their names */
  constructor(classCount: number, maps: readonly string[]) {
    this.#meter = new UncertaintyMeter({ classCount, maps, correlatedMaps: maps });
  }

  add({ labels }: MeasurableImage, { probabilities, maps }: PredictedMaps): void {
    this.#meter.add({ probabilities, truth: labels, maps });
  }

  figures(): TableFigures {
    const { maps, brier } = this.#meter.figures();
    const own = Object.entries(maps).map(([name, { areaUnderRoc, averagePrecision, falsePositiveRate, areaUnderRiskCoverage, excessAreaUnderRiskCoverage, rankCorrelation }]) => {
      return [name, { areaUnderRoc, averagePrecision, falsePositiveRate, areaUnderRiskCoverage, excessAreaUnderRiskCoverage, rankCorrelation }] as const;
    });
    return { maps: Object.fromEntries(own), more: { brier } };
  }
}

import { describe, expect, test } from 'vitest';
import { mostProbableClasses } from '../predictions/mostProbableClasses.ts';
import { ClassConfusion } from './ClassConfusion.ts';
import { energyDistance } from './energyDistance.ts';
import { rankingFigures } from './rankingFigures.ts';
import { ScoreHistogram } from './ScoreHistogram.ts';
import { groupScores } from './ScoreGroups.ts';
import { surfaceDistances } from './surfaceDistances.ts';
import reference from './testing/referenceMetrics.json' with { type: 'json' };
import { UncertaintyMeter } from './UncertaintyMeter.ts';

const { denominator } = reference;
const scikitLearn = reference.versions.sklearn;
const fractions = (numerators: readonly number[]): Float32Array => Float32Array.from(numerators, (value) => value / denominator);

describe(`the libraries' own figures (scikit-learn ${scikitLearn}, torchmetrics ${reference.versions.torchmetrics})`, () => {
  test.each(reference.classified)('$name', (wanted) => {
    const probabilities = fractions(wanted.probabilities);
    const truth = Uint8Array.from(wanted.truth);
    const prediction = mostProbableClasses(probabilities, wanted.classes);
    const doubt = Float32Array.from(truth, (_class, pixel) => 1 - probabilities[pixel * wanted.classes + prediction[pixel]!]!);
    const meter = new UncertaintyMeter({ classCount: wanted.classes, maps: ['doubt'], correlatedMaps: ['doubt'] });
    meter.add({ probabilities, truth, maps: { doubt } });
    const figures = meter.figures();

    expect(figures.labelledPixels).toBe(truth.length);
    for (const name of ['accuracy', 'nll', 'brier'] as const) expect(figures[name], name).toBeCloseTo(wanted[name], 10);
    // torchmetrics adds up in single precision.
    expect(figures.expectedCalibrationError).toBeCloseTo(wanted.expectedCalibrationError, 5);
    wanted.calibrationErrorPerClass.forEach((error, index) => expect(figures.calibrationErrorPerClass[index], `class ${index}`).toBeCloseTo(error, 5));
    const { value, within } = figures.adaptiveCalibrationError;
    expect(Math.abs(value - wanted.adaptiveCalibrationError)).toBeLessThanOrEqual(within + 1e-12);

    const { doubt: map } = figures.maps;
    for (const name of ['areaUnderRoc', 'averagePrecision', 'falsePositiveRate'] as const) expect(map[name], name).toBeCloseTo(wanted.errorDetection[name], 10);
    expect(map.rankCorrelation).toBeCloseTo(wanted.rankCorrelation, 10);

    const confusion = new ClassConfusion(wanted.classes);
    confusion.add(prediction, truth);
    const overlaps = confusion.intersectionOverUnion();
    const present = wanted.jaccard.filter((overlap) => overlap !== null);
    wanted.jaccard.forEach((overlap, index) => overlap !== null && expect(overlaps[index], `class ${index}`).toBeCloseTo(overlap, 12));
    expect(confusion.meanIntersectionOverUnion()).toBeCloseTo(present.reduce((sum, overlap) => sum + overlap, 0) / present.length, 12);
  });

  test.each(reference.ranked)('ranking: $name', (wanted) => {
    const scores = fractions(wanted.scores);
    const outcomes = Uint8Array.from(wanted.positive);
    const histogram = new ScoreHistogram();
    histogram.add(scores, outcomes);
    // Scores this far apart have bins of their own, so both ways are exact.
    for (const groups of [groupScores(scores, outcomes), histogram.groups()]) {
      const figures = rankingFigures(groups);
      for (const name of ['areaUnderRoc', 'averagePrecision', 'falsePositiveRate'] as const) expect(figures[name], name).toBeCloseTo(wanted[name], 10);
      if (!('areaUnderRiskCoverage' in wanted)) continue;
      for (const name of ['areaUnderRiskCoverage', 'excessAreaUnderRiskCoverage'] as const) expect(figures[name], name).toBeCloseTo(wanted[name]!, 10);
    }
  });
});

describe(`surface distances as MONAI ${reference.versions.monai} has them`, () => {
  test.each(reference.surfaces)('$name', ({ width, height, spacing, prediction, truth, perClass }) => {
    const maps = { width, height, spacing, prediction: Uint8Array.from(prediction), truth: Uint8Array.from(truth) };
    perClass.forEach((wanted, index) => {
      const got = surfaceDistances(maps, index);
      for (const name of ['hausdorff95', 'hausdorff', 'average'] as const) {
        // MONAI's percentile of distances that are all infinite is NaN (it interpolates between two of them); its maximum says what is meant.
        const value = wanted.hausdorff === 'Infinity' ? wanted.hausdorff : wanted[name];
        if (typeof value === 'number') expect(got[name], `${name} of class ${index}`).toBeCloseTo(value, 4);
        else expect(got[name], `${name} of class ${index}`).toBe(value === 'Infinity' ? Infinity : null);
      }
    });
  });
});

describe(`energy distance over the IoU of scikit-learn ${scikitLearn}`, () => {
  test.each(reference.energy)('$name', ({ samples, truths, classes, energyDistance: wanted }) => {
    const maps = (rows: readonly (readonly number[])[]) => rows.map((row) => Uint8Array.from(row));
    expect(energyDistance({ samples: maps(samples), truths: maps(truths), classes })).toBeCloseTo(wanted, 12);
  });
});

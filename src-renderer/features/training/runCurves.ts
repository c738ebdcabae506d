import type { TrainingPoint } from '../../../src-main/core/training/TrainingRun.ts';
import type { OwnCurve } from '../../ui/plot/PlotSeries.ts';

/** More points than this across a plot cannot be told apart. */
const mostDrawn = 600;

/** Means over neighbouring points of one network, so that a curve of thousands of noisy steps can be read. */
export function thinLoss(points: readonly TrainingPoint[]): OwnCurve {
  const width = Math.max(1, Math.ceil(points.length / mostDrawn));
  const xs: number[] = [];
  const values: number[] = [];
  for (let from = 0; from < points.length; ) {
    const { member } = points[from]!;
    let to = from;
    let sum = 0;
    while (to < points.length && to - from < width && points[to]!.member === member) sum += points[to++]!.loss;
    xs.push(points[to - 1]!.step);
    values.push(sum / (to - from));
    from = to;
  }
  return { xs, values };
}

/** A figure at the points that have it. */
export function curveOf(points: readonly TrainingPoint[], figure: (point: TrainingPoint) => number | null): OwnCurve {
  const known = points.flatMap((point) => {
    const value = figure(point);
    return value === null ? [] : [{ x: point.step, value }];
  });
  return { xs: known.map(({ x }) => x), values: known.map(({ value }) => value) };
}


import type { PixelBox } from '../../core/geometry.ts';
import { unlabelled } from '../../core/labels/labelMap.ts';
import type { LabelMap } from '../../core/labels/labelMap.ts';
import { diffLabelMaps } from '../../core/labels/maskDiff.ts';
import type { MaskDiff } from '../../core/labels/maskDiff.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';

/** What the expert sees when a region is put before them, and what they know. */
export interface RegionView {
  readonly box: PixelBox;
  /** A byte a pixel of the box, 1 inside the region. */
  readonly mask: Uint8Array;
  /** Labels as they stand; `unlabelled` where there are none. */
  readonly labels: LabelMap;
  /** Class the model proposes for each pixel. */
  readonly predicted: LabelMap;
  /** The true classes; `unlabelled` where the truth is not known. */
  readonly truth: LabelMap;
}

/** One stroke: pixels painted with one class. */
export interface Stroke {
  readonly classIndex: number;
  readonly diff: MaskDiff;
}

/**
 * What an expert who knows the truth paints in a region: the pixels whose label, or where there is none whose proposal, is
 * wrong; one stroke for each class. Pixels outside the region, and those whose truth is not known, are left alone.
 * @returns no stroke when everything is right already: such a region is accepted
 * @throws SfumatoError `invalidInput` when the maps differ in size or the mask does not fill its box
 */
export function simulateStrokes(view: RegionView): Stroke[] {
  const { labels, predicted, truth } = view;
  const wrong = regionPixels(view).filter((index) => {
    const shown = labels.data[index] === unlabelled ? predicted.data[index] : labels.data[index];
    return truth.data[index] !== unlabelled && truth.data[index] !== shown;
  });
  const classes = [...new Set(wrong.map((index) => truth.data[index]!))].sort((left, right) => left - right);
  return classes.map((classIndex) => {
    const painted: LabelMap = { ...labels, data: labels.data.slice() };
    for (const index of wrong) if (truth.data[index] === classIndex) painted.data[index] = classIndex;
    return { classIndex, diff: diffLabelMaps(labels, painted) };
  });
}

/**
 * Labels after the region is settled: what was painted, and the proposal wherever nothing was labelled.
 * @param strokes as `simulateStrokes` made them
 */
export function settledLabels(view: RegionView, strokes: readonly Stroke[]): LabelMap {
  const settled: LabelMap = { ...view.labels, data: view.labels.data.slice() };
  for (const { diff } of strokes) {
    for (let at = 0; at < diff.runs.length; at += 4) {
      const start = diff.runs[at]!;
      settled.data.fill(diff.runs[at + 3]!, start, start + diff.runs[at + 1]!);
    }
  }
  for (const index of regionPixels(view)) {
    if (settled.data[index] === unlabelled) settled.data[index] = view.predicted.data[index]!;
  }
  return settled;
}

/** @returns row-major indices of the region's pixels in the whole image */
function regionPixels({ box, mask, labels, predicted, truth }: RegionView): number[] {
  const sizes = [labels, predicted, truth].map(({ width, height }) => `${width} x ${height}`);
  if (new Set(sizes).size > 1) {
    throw new SfumatoError('invalidInput', `simulated expert: labels, prediction and truth are ${sizes.join(', ')}`);
  }
  if (mask.length !== box.width * box.height) {
    throw new SfumatoError(
      'invalidInput',
      `simulated expert: a region of ${box.width} x ${box.height} pixels came with a mask of ${mask.length}`,
    );
  }
  const pixels: number[] = [];
  for (let at = 0; at < mask.length; at++) {
    if (!mask[at]) continue;
    pixels.push((box.y + Math.floor(at / box.width)) * labels.width + box.x + (at % box.width));
  }
  return pixels;
}

import { unlabelled } from '../labels/labelMap.ts';

/** Side of the blocks on which a learned loss is judged, in pixels: about the size of a region an expert is asked for. */
export const blockSide = 16;

/** A block counts when at least this share of its pixels is labelled. */
const smallestLabelledShare = 0.5;

interface LabelledPlane {
  readonly width: number;
  readonly height: number;
  readonly truth: Uint8Array;
}

/**
 * Means of planes over square blocks, of labelled pixels alone. Blocks cut by the image's edge count by their own size.
 * @param planes width x height values each
 * @returns one list a plane; blocks row by row, those with too few labelled pixels left out of all lists alike
 */
export function blockMeans({ width, height, truth }: LabelledPlane, planes: readonly Float32Array[]): number[][] {
  const result = planes.map((): number[] => []);
  for (let top = 0; top < height; top += blockSide) {
    const bottom = Math.min(height, top + blockSide);
    for (let left = 0; left < width; left += blockSide) {
      const right = Math.min(width, left + blockSide);
      const sums = planes.map(() => 0);
      let labelled = 0;
      for (let y = top; y < bottom; y++) {
        for (let index = y * width + left; index < y * width + right; index++) {
          if (truth[index] === unlabelled) continue;
          labelled++;
          for (let plane = 0; plane < planes.length; plane++) sums[plane]! += planes[plane]![index]!;
        }
      }
      if (labelled < smallestLabelledShare * (bottom - top) * (right - left)) continue;
      for (let plane = 0; plane < planes.length; plane++) result[plane]!.push(sums[plane]! / labelled);
    }
  }
  return result;
}

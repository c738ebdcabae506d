import type { Volume } from './readNifti.ts';
import type { Picture } from './writeLoopImage.ts';

/** Share of the voxels that may lie above white: single bright ones must not darken the rest. */
const sharePastWhite = 0.005;

/**
 * One slice of a volume across its x axis (y to the right, z downwards), enlarged: voxels are coarser than the pixels that an expert sees.
 * @param scale whole; samples are interpolated, labels repeated
 */
export function sliceOf(imageId: string, image: Volume, labels: Volume, { x, scale }: { readonly x: number; readonly scale: number }): Picture {
  const { width, height, depth } = image;
  if (labels.width !== width || labels.height !== height || labels.depth !== depth) throw new Error(`${imageId}: wanted labels of the image's size`);
  const white = whiteOf(image);
  const shade = (y: number, z: number): number => image.values[(z * height + y) * width + x]!;
  const size = { width: height * scale, height: depth * scale };
  const samples = new Uint8Array(size.width * size.height);
  const classes = new Uint8Array(samples.length);
  for (let row = 0; row < size.height; row++) {
    const [above, below, down] = neighbours(row, depth, scale);
    for (let column = 0; column < size.width; column++) {
      const [left, right, across] = neighbours(column, height, scale);
      const upper = shade(left, above) * (1 - across) + shade(right, above) * across;
      const lower = shade(left, below) * (1 - across) + shade(right, below) * across;
      const at = row * size.width + column;
      samples[at] = Math.min(255, Math.max(0, Math.round((255 * (upper * (1 - down) + lower * down)) / white)));
      classes[at] = labels.values[(Math.floor(row / scale) * height + Math.floor(column / scale)) * width + x]!;
    }
  }
  return { imageId, ...size, channels: 1, samples, labels: classes };
}

function whiteOf({ values }: Volume): number {
  const sorted = values.toSorted();
  return Math.max(1e-6, sorted[Math.floor((1 - sharePastWhite) * (sorted.length - 1))]!);
}

/** The two voxels whose centres a pixel's centre lies between, and how far along. */
function neighbours(pixel: number, count: number, scale: number): [number, number, number] {
  const place = Math.min(count - 1, Math.max(0, (pixel + 0.5) / scale - 0.5));
  const before = Math.floor(place);
  return [before, Math.min(count - 1, before + 1), place - before];
}

import { drawPixels } from '../../core/calibration/drawPixels.ts';
import { logitsOf } from '../../core/calibration/MemberLogits.ts';
import type { MemberLogits } from '../../core/calibration/MemberLogits.ts';
import type { PixelBox } from '../../core/geometry.ts';
import type { Ensemble } from '../ensemble/Ensemble.ts';
import type { LabelledEngineImage, TileShare } from '../engineApi.ts';
import { PredictableImage } from '../predict/PredictableImage.ts';
import { predictWindows } from '../predict/predictWindows.ts';

export interface LogitDraw {
  /** Labelled pixels wanted; all where there are no more. */
  readonly count: number;
  /** Of the image among those drawn from. */
  readonly place: number;
  readonly signal: AbortSignal;
  readonly tileShare: TileShare;
}

/**
 * Every member's logits at labelled pixels drawn from an image, by an ensemble that runs at a temperature of 1. Its windows come one by one; of each, the drawn pixels stay.
 * @throws SfumatoError `cancelled`, `notFound`, `corrupt` …
 */
export async function memberLogitsOf(ensemble: Ensemble, image: LabelledEngineImage, { count, place, ...run }: LogitDraw): Promise<MemberLogits> {
  const { width, height, labels } = image;
  const members = ensemble.members.length;
  const classes = ensemble.file.classes.length;
  const drawn = drawPixels(labels, count, place);
  const logits = new Float32Array(drawn.length * members * classes);
  /** Of windows on their way, which of the drawn pixels lie in each. */
  const orders = new Map<string, number[]>();
  const source = await PredictableImage.open(image, ensemble.file.normalisation);
  try {
    await predictWindows(ensemble, source, {
      width,
      height,
      ...run,
      sampled: (core) => {
        const inside = drawnInside(drawn, core, width);
        orders.set(placeOf(core), inside.order);
        return inside.places;
      },
      visit: async ({ window: { core }, sampled }) => {
        const order = orders.get(placeOf(core)) ?? [];
        orders.delete(placeOf(core));
        for (const [member, probabilities] of sampled.entries()) {
          const own = logitsOf(probabilities);
          for (const [at, pixel] of order.entries()) logits.set(own.subarray(at * classes, (at + 1) * classes), (pixel * members + member) * classes);
        }
      },
    });
  } finally {
    await source.close();
  }
  return { members, classes, logits, truth: Uint8Array.from(drawn, (pixel) => labels[pixel]!) };
}

/** No two cores of an image begin at one place. */
function placeOf({ x, y }: PixelBox): string {
  return `${x},${y}`;
}

/** The drawn pixels inside a core: where each lies in it, row by row, and which of the drawn ones it is. */
function drawnInside(drawn: Uint32Array, core: PixelBox, width: number): { readonly places: Uint32Array; readonly order: number[] } {
  const order: number[] = [];
  const places: number[] = [];
  for (const [index, pixel] of drawn.entries()) {
    const x = (pixel % width) - core.x;
    const y = Math.floor(pixel / width) - core.y;
    if (x < 0 || y < 0 || x >= core.width || y >= core.height) continue;
    order.push(index);
    places.push(y * core.width + x);
  }
  return { places: Uint32Array.from(places), order };
}

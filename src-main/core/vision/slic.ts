import { SfumatoError } from '../SfumatoError.ts';
import { labOfRgb } from './colourLab.ts';
import { joinFragments } from './joinFragments.ts';
import type { DisplayWindow } from './SampleWindow.ts';

export interface SlicOptions {
  /** Wished side of a superpixel, in pixels (S of the paper). */
  readonly sidePx: number;
  /** Weight of nearness against likeness (m of the paper): 1 follows every edge, 40 is nearly a grid. */
  readonly compactness: number;
  readonly iterations?: number;
  /** `rgb` measures likeness in CIELAB; `channels` takes each as it is, on 0 … 100. */
  readonly colour: 'rgb' | 'channels';
}

/** Superpixels of a window: every pixel is in exactly one, and each is connected (4 neighbours). */
export interface Superpixels {
  readonly width: number;
  readonly height: number;
  /** 0 … count - 1, row-major. */
  readonly ids: Int32Array;
  readonly count: number;
}

/** The paper finds ten to be enough for any image. */
const usualIterations = 10;

/**
 * Simple linear iterative clustering: k-means over colour and place, each centre looking no further than twice its side.
 * Centres start on a grid, each moved to the flattest place of its 3 x 3 neighbours; fragments are joined afterwards.
 * @throws SfumatoError `invalidInput` when the side is under 2 or the compactness not above 0
 * Source: Achanta et al. 2012, "SLIC superpixels compared to state-of-the-art superpixel methods", IEEE TPAMI 34(11).
 */
export function slic(window: DisplayWindow, options: SlicOptions): Superpixels {
  const { sidePx, compactness, iterations = usualIterations } = options;
  if (!(sidePx >= 2) || !(compactness > 0)) {
    throw new SfumatoError('invalidInput', `superpixels: wanted a side of 2 px or more and a compactness above 0, got ${sidePx} and ${compactness}`);
  }
  const { width, height } = window;
  const colours = coloursOf(window, options.colour);
  const centres = startingCentres(window, colours, sidePx);
  const ids = new Int32Array(width * height).fill(-1);
  const distances = new Float32Array(width * height);
  for (let round = 0; round < iterations; round++) {
    distances.fill(Infinity);
    assign(window, colours, centres, { sidePx, spatialWeight: (compactness / sidePx) ** 2, ids, distances });
    moveCentres(window, colours, centres, ids);
  }
  return joinFragments({ width, height, ids, smallestPx: sidePx ** 2 / 4 });
}

function coloursOf(window: DisplayWindow, colour: SlicOptions['colour']): Float32Array {
  if (colour === 'rgb' && window.channels === 3) return labOfRgb(window.values);
  // On the scale of L*, so that the compactness means the same.
  return window.values.map((value) => Math.min(Math.max(value, 0), 255) * (100 / 255));
}

/** Per centre: its x, its y, its colour. */
interface Centres {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly colours: Float64Array;
}

function startingCentres({ width, height, channels }: DisplayWindow, colours: Float32Array, sidePx: number): Centres {
  const columns = Math.max(Math.round(width / sidePx), 1);
  const rows = Math.max(Math.round(height / sidePx), 1);
  const centres = {
    x: new Float64Array(columns * rows),
    y: new Float64Array(columns * rows),
    colours: new Float64Array(columns * rows * channels),
  };
  for (let at = 0; at < columns * rows; at++) {
    const gridX = Math.floor((((at % columns) + 0.5) * width) / columns);
    const gridY = Math.floor(((Math.floor(at / columns) + 0.5) * height) / rows);
    const place = flattestPlace({ width, height, channels }, colours, gridX, gridY);
    centres.x[at] = place % width;
    centres.y[at] = Math.floor(place / width);
    for (let channel = 0; channel < channels; channel++) centres.colours[at * channels + channel] = colours[place * channels + channel]!;
  }
  return centres;
}

/** Off edges and noise: the pixel of the 3 x 3 with the lowest gradient, ||I(x+1) - I(x-1)||^2 + ||I(y+1) - I(y-1)||^2. */
function flattestPlace(size: { width: number; height: number; channels: number }, colours: Float32Array, x: number, y: number): number {
  const { width, height, channels } = size;
  let best = y * width + x;
  let lowest = Infinity;
  for (let row = Math.max(y - 1, 1); row <= Math.min(y + 1, height - 2); row++) {
    for (let column = Math.max(x - 1, 1); column <= Math.min(x + 1, width - 2); column++) {
      const index = row * width + column;
      let gradient = 0;
      for (let channel = 0; channel < channels; channel++) {
        const at = index * channels + channel;
        gradient += (colours[at + channels]! - colours[at - channels]!) ** 2;
        gradient += (colours[at + width * channels]! - colours[at - width * channels]!) ** 2;
      }
      if (gradient < lowest) [lowest, best] = [gradient, index];
    }
  }
  return best;
}

interface Assignment {
  readonly sidePx: number;
  readonly spatialWeight: number;
  readonly ids: Int32Array;
  readonly distances: Float32Array;
}

/** Each pixel to the nearest of the centres that reach it: D^2 = dc^2 + (m / S)^2 ds^2. */
function assign({ width, height, channels }: DisplayWindow, colours: Float32Array, centres: Centres, to: Assignment): void {
  const { sidePx, spatialWeight, ids, distances } = to;
  const reach = Math.ceil(sidePx);
  for (let centre = 0; centre < centres.x.length; centre++) {
    const centreX = centres.x[centre]!;
    const centreY = centres.y[centre]!;
    const left = Math.max(Math.floor(centreX) - reach, 0);
    const right = Math.min(Math.ceil(centreX) + reach, width - 1);
    const bottom = Math.min(Math.ceil(centreY) + reach, height - 1);
    const first = centres.colours[centre * channels]!;
    const second = channels === 3 ? centres.colours[centre * channels + 1]! : 0;
    const third = channels === 3 ? centres.colours[centre * channels + 2]! : 0;
    for (let y = Math.max(Math.floor(centreY) - reach, 0); y <= bottom; y++) {
      const rowDistance = (y - centreY) ** 2 * spatialWeight;
      for (let x = left, index = y * width + left, at = index * channels; x <= right; x++, index++, at += channels) {
        const across = x - centreX;
        const from = colours[at]! - first;
        let distance = rowDistance + across * across * spatialWeight + from * from;
        if (channels === 3) {
          const a = colours[at + 1]! - second;
          const b = colours[at + 2]! - third;
          distance += a * a + b * b;
        } else {
          for (let channel = 1; channel < channels; channel++) {
            distance += (colours[at + channel]! - centres.colours[centre * channels + channel]!) ** 2;
          }
        }
        if (distance < distances[index]!) {
          distances[index] = distance;
          ids[index] = centre;
        }
      }
    }
  }
}

function moveCentres({ width, channels }: DisplayWindow, colours: Float32Array, centres: Centres, ids: Int32Array): void {
  const counts = new Int32Array(centres.x.length);
  const sumsX = new Float64Array(centres.x.length);
  const sumsY = new Float64Array(centres.x.length);
  const sums = new Float64Array(centres.colours.length);
  for (let index = 0, x = 0, y = 0; index < ids.length; index++) {
    const centre = ids[index]!;
    if (centre >= 0) {
      counts[centre]!++;
      sumsX[centre]! += x;
      sumsY[centre]! += y;
      for (let channel = 0; channel < channels; channel++) sums[centre * channels + channel]! += colours[index * channels + channel]!;
    }
    if (++x === width) [x, y] = [0, y + 1];
  }
  for (let centre = 0; centre < counts.length; centre++) {
    const count = counts[centre]!;
    if (count === 0) continue;
    centres.x[centre] = sumsX[centre]! / count;
    centres.y[centre] = sumsY[centre]! / count;
    for (let channel = 0; channel < channels; channel++) {
      centres.colours[centre * channels + channel] = sums[centre * channels + channel]! / count;
    }
  }
}

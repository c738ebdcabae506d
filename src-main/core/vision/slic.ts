import { SfumatoError } from '../SfumatoError.ts';
import type { ImageSize } from '../labels/labelTiles.ts';
import { labOfRgb } from './colourLab.ts';
import { keepLargestParts } from './keepLargestParts.ts';
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
  /** Row-major. The number of a superpixel is that of the cell of the whole image's grid that it started in. */
  readonly ids: Int32Array;
}

/** Where a window lies in its image: the grid that centres start on is the image's, whatever part of it is looked at. */
export interface WindowPlace {
  readonly image: ImageSize;
  readonly x: number;
  readonly y: number;
}

/** The paper finds ten to be enough for any image. */
const usualIterations = 10;

/**
 * Simple linear iterative clustering: k-means over colour and place, each centre looking no further than twice its side.
 * Centres start on a grid, each moved to the flattest place of its 3 x 3 neighbours; fragments are joined afterwards.
 * @param place default: the window is all of its image. Of a part of an image the centres that start inside it are taken
 * @throws SfumatoError `invalidInput` when the side is under 2 or the compactness not above 0
 * Source: Achanta et al. 2012, "SLIC superpixels compared to state-of-the-art superpixel methods", IEEE TPAMI 34(11).
 */
export function slic(window: DisplayWindow, options: SlicOptions, place: WindowPlace = { image: window, x: 0, y: 0 }): Superpixels {
  const { sidePx, compactness, iterations = usualIterations } = options;
  if (!(sidePx >= 2) || !(compactness > 0)) {
    throw new SfumatoError('invalidInput', `superpixels: wanted a side of 2 px or more and a compactness above 0, got ${sidePx} and ${compactness}`);
  }
  const { width, height } = window;
  const colours = coloursOf(window, options.colour);
  const grid = gridOf(place.image, sidePx);
  const centres = startingCentres(window, colours, grid, place);
  const ids = new Int32Array(width * height).fill(-1);
  const distances = new Float32Array(width * height);
  for (let round = 0; round < iterations; round++) {
    distances.fill(Infinity);
    assign(window, colours, centres, { sidePx, spatialWeight: (compactness / sidePx) ** 2, ids, distances });
    moveCentres(window, colours, centres, ids);
  }
  for (let index = 0; index < ids.length; index++) if (ids[index]! >= 0) ids[index] = centres.numbers[ids[index]!]!;
  // Fragments are parts of less than a quarter of a cell of the grid.
  const cellPx = (place.image.width / grid.columns) * (place.image.height / grid.rows);
  return { width, height, ids: keepLargestParts({ width, ids, smallestPx: cellPx / 4 }) };
}

function coloursOf(window: DisplayWindow, colour: SlicOptions['colour']): Float32Array {
  if (colour === 'rgb' && window.channels === 3) return labOfRgb(window.values);
  // On the scale of L*, so that the compactness means the same.
  return window.values.map((value) => Math.min(Math.max(value, 0), 255) * (100 / 255));
}

interface CentreGrid {
  readonly image: ImageSize;
  readonly columns: number;
  readonly rows: number;
}

function gridOf(image: ImageSize, sidePx: number): CentreGrid {
  return { image, columns: Math.max(Math.round(image.width / sidePx), 1), rows: Math.max(Math.round(image.height / sidePx), 1) };
}

/** Per centre: its number in the image's grid, its x and y in the window, its colour. */
interface Centres {
  readonly numbers: Int32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly colours: Float64Array;
}

function startingCentres(window: DisplayWindow, colours: Float32Array, { image, columns, rows }: CentreGrid, place: WindowPlace): Centres {
  const { width, height, channels } = window;
  const across = placesWithin(image.width, columns, place.x, width);
  const down = placesWithin(image.height, rows, place.y, height);
  const count = across.length * down.length;
  const centres = { numbers: new Int32Array(count), x: new Float64Array(count), y: new Float64Array(count), colours: new Float64Array(count * channels) };
  let at = 0;
  for (const row of down) {
    for (const column of across) {
      const start = flattestPlace({ width, height, channels }, colours, column.at, row.at);
      centres.numbers[at] = row.number * columns + column.number;
      centres.x[at] = start % width;
      centres.y[at] = Math.floor(start / width);
      for (let channel = 0; channel < channels; channel++) centres.colours[at * channels + channel] = colours[start * channels + channel]!;
      at++;
    }
  }
  return centres;
}

/** Grid places along one side of the image that lie in a window of it: their number, and where they are in the window. */
function placesWithin(imageLength: number, count: number, from: number, length: number): { readonly number: number; readonly at: number }[] {
  const found: { readonly number: number; readonly at: number }[] = [];
  for (let number = 0; number < count; number++) {
    const at = Math.floor(((number + 0.5) * imageLength) / count) - from;
    if (at >= 0 && at < length) found.push({ number, at });
  }
  return found;
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

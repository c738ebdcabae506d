/** A function's value and slopes at a place. */
export interface Slopes {
  readonly value: number;
  readonly gradient: Float64Array;
}

export interface BoxSettings {
  /** What every coordinate may be. */
  readonly least: number;
  readonly most: number;
  /** Of any coordinate in one step: what the curvature promises is not believed further off. */
  readonly longestStep: number;
  /** A step that gains less than this is the last one. */
  readonly leastGain: number;
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  /** step · change, over 0. */
  readonly product: number;
}

const mostIterations = 100;
/** Of the steps before, whose slopes tell the curvature: the usual number. */
const mostPairs = 8;
/** Of the coordinate that moves most, while nothing is known of the curvature. */
const firstStep = 0.1;
/** Share of the slope's promise that a step must keep, the usual value of Armijo's rule. */
const keptPromise = 1e-4;
const mostHalvings = 40;

/**
 * Minimises a smooth function of several variables within a box: limited-memory BFGS on the coordinates that no side of the box holds, each step
 * put back into it, with a line search that never lets the value rise. Where the curvature that was gathered leads nowhere, it is forgotten and
 * the slope alone leads.
 * @param start within the box
 * @returns where it ended, at most as high as the start
 * Source: Nocedal & Wright 2006, Numerical Optimization, algorithms 7.4 and 3.1; Bertsekas 1982, doi:10.1137/0320018, on the projection.
 */
export function minimiseInBox(slopesAt: (place: Float64Array) => Slopes, start: Float64Array, settings: BoxSettings): Float64Array {
  let place = start;
  let here = slopesAt(place);
  let pairs: Pair[] = [];
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const free = place.map((value, at) => (isHeld(value, here.gradient[at]!, settings) ? 0 : 1));
    const slope = here.gradient.map((value, at) => value * free[at]!);
    if (slope.every((value) => value === 0)) break;
    const direction = directionOf(slope, pairs).map((value, at) => value * free[at]!);
    const found = searched(slopesAt, { place, here, direction }, settings);
    if (!found && pairs.length === 0) break;
    if (!found) {
      pairs = [];
      continue;
    }
    const step = found.place.map((value, at) => value - place[at]!);
    const change = found.slopes.gradient.map((value, at) => value - here.gradient[at]!);
    const product = dot(step, change);
    // Where the function bends the other way, the pair would lead uphill.
    if (product > 0) pairs = [...pairs, { step, change, product }].slice(-mostPairs);
    const gain = here.value - found.slopes.value;
    [place, here] = [found.place, found.slopes];
    if (gain < settings.leastGain) break;
  }
  return place;
}

/** Whether a side of the box keeps a coordinate from going where the value falls. */
function isHeld(value: number, slope: number, { least, most }: BoxSettings): boolean {
  return (value <= least && slope > 0) || (value >= most && slope < 0);
}

/** The two-loop recursion: minus the inverse of the curvature that the pairs tell, times the slope. */
function directionOf(slope: Float64Array, pairs: readonly Pair[]): Float64Array {
  const latest = pairs.at(-1);
  if (!latest) {
    const steepest = slope.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    return slope.map((value) => (-firstStep * value) / steepest);
  }
  let rest = slope;
  const parts: number[] = [];
  for (const { step, change, product } of pairs.toReversed()) {
    const part = dot(step, rest) / product;
    parts.push(part);
    rest = rest.map((value, at) => value - part * change[at]!);
  }
  const scale = latest.product / dot(latest.change, latest.change);
  let outcome = rest.map((value) => scale * value);
  for (const { step, change, product } of pairs) {
    const part = parts.pop()! - dot(change, outcome) / product;
    outcome = outcome.map((value, at) => value + part * step[at]!);
  }
  return outcome.map((value) => -value);
}

interface Search {
  readonly place: Float64Array;
  readonly here: Slopes;
  readonly direction: Float64Array;
}

/** @returns null where no step along the direction lowers the value */
function searched(slopesAt: (place: Float64Array) => Slopes, { place, here, direction }: Search, { least, most, longestStep }: BoxSettings): { readonly place: Float64Array; readonly slopes: Slopes } | null {
  const longest = direction.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  let length = Math.min(1, longestStep / longest);
  for (let halving = 0; halving < mostHalvings; halving++, length /= 2) {
    const there = place.map((value, at) => Math.min(most, Math.max(least, value + length * direction[at]!)));
    const promised = there.reduce((sum, value, at) => sum + (value - place[at]!) * here.gradient[at]!, 0);
    if (!(promised < 0)) return null;
    const slopes = slopesAt(there);
    if (slopes.value < here.value && slopes.value <= here.value + keptPromise * promised) return { place: there, slopes };
  }
  return null;
}

function dot(one: Float64Array, other: Float64Array): number {
  return one.reduce((sum, value, at) => sum + value * other[at]!, 0);
}

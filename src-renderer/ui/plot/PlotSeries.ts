/** One curve of a plot. */
export interface PlotSeries {
  readonly label: string;
  /** As many as the plot has x values; null where it has none. */
  readonly values: readonly (number | null)[];
  /** Default `line`; `bars` stand on the axis, each around its x value, of which there are two at least. */
  readonly marks?: 'line' | 'points' | 'linePoints' | 'bars';
  /** Place in the plot's palette, which gives a colour and a dash of its own, 0 … 5. */
  readonly look: number;
  /** Against the axis at the left (the usual) or at the right. */
  readonly axis?: 'left' | 'right';
  readonly format: (value: number) => string;
  /** Where the curve lies with a stated probability: a faint band around it, as many values each. */
  readonly band?: { readonly lower: readonly (number | null)[]; readonly upper: readonly (number | null)[] };
}

/** What a plot draws: the x values, every curve, then of every band its upper and its lower end. */
export function plottedValues(xs: readonly number[], series: readonly PlotSeries[]): (number | null)[][] {
  return [[...xs], ...series.map(({ values }) => [...values]), ...series.flatMap(({ band }) => (band ? [[...band.upper], [...band.lower]] : []))];
}

export interface PlotAxis {
  /** With the unit. */
  readonly label: string;
  /** @param step between two marks of the axis: says how many digits tell them apart; 0 for a value by itself */
  readonly format: (value: number, step: number) => string;
  /** What the axis spans at least; null leaves an end to the values. */
  readonly range?: readonly [number | null, number | null];
}

/** Most digits that a mark is written with. */
const mostDigits = 6;

/** Digits after the point with which marks so far apart are written whole: 0.25 wants two. */
export function digitsFor(step: number, usual: number): number {
  if (!(step > 0)) return usual;
  for (let digits = 0; digits < mostDigits; digits++) {
    const scaled = step * 10 ** digits;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return digits;
  }
  return mostDigits;
}

/** Lines are told apart by dash as well as by colour: pixels drawn, pixels left out. */
export const plotDashes: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [9, 3, 2, 3], [14, 4], [1, 4]];

/** A curve with x values of its own. */
export interface OwnCurve {
  readonly xs: readonly number[];
  readonly values: readonly (number | null)[];
}

/**
 * Puts curves with different x values over common ones.
 * @param curves each with ascending x values
 * @returns the x values of all, ascending, and each curve's values at them; null where it has none
 */
export function alignCurves(curves: readonly OwnCurve[]): { xs: number[]; values: (number | null)[][] } {
  const xs = [...new Set(curves.flatMap((curve) => curve.xs))].sort((a, b) => a - b);
  const placeOf = new Map(xs.map((x, place) => [x, place]));
  const values = curves.map((curve) => {
    const row = new Array<number | null>(xs.length).fill(null);
    curve.xs.forEach((x, at) => (row[placeOf.get(x)!] = curve.values[at] ?? null));
    return row;
  });
  return { xs, values };
}

import uPlot from 'uplot';
import { plotDashes } from './PlotSeries.ts';
import type { PlotAxis, PlotSeries } from './PlotSeries.ts';

/** Opacity of a band: two that cross are still told apart. */
const bandOpacity = 0.16;

/** Of the room that each bar has. */
const barShare = 0.85;

/** Colours and lengths as the theme and the text size have them. */
export interface PlotLook {
  readonly ink: string;
  readonly grid: string;
  readonly font: string;
  /** CSS pixels a rem. */
  readonly rem: number;
  readonly palette: readonly string[];
}

export function readPlotLook(element: Element): PlotLook {
  const style = getComputedStyle(element);
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return {
    ink: style.getPropertyValue('--ink-soft').trim(),
    grid: style.getPropertyValue('--line-soft').trim(),
    font: `${0.75 * rem}px ${style.fontFamily}`,
    rem,
    palette: plotDashes.map((_dash, at) => style.getPropertyValue(`--plot-${at}`).trim()),
  };
}

export interface PlotDescription {
  readonly width: number;
  readonly height: number;
  readonly x: PlotAxis;
  readonly left: PlotAxis;
  readonly right: PlotAxis | null;
  readonly series: readonly PlotSeries[];
  readonly look: PlotLook;
  readonly onCursor: (index: number | null) => void;
}

export function plotOptions({ width, height, x, left, right, series, look, onCursor }: PlotDescription): uPlot.Options {
  const { rem } = look;
  const banded = series.filter(({ band }) => band !== undefined);
  const axis = (words: PlotAxis, side: 1 | 2 | 3, scale: string, size: number): uPlot.Axis => ({
    side,
    scale,
    label: words.label,
    labelFont: look.font,
    labelSize: 1.5 * rem,
    labelGap: 0,
    font: look.font,
    stroke: look.ink,
    size,
    gap: 0.25 * rem,
    space: side === 2 ? 5 * rem : 2 * rem,
    grid: { show: side !== 1, stroke: look.grid, width: 1 },
    ticks: { show: false },
    values: (_plot, splits) => splits.map((value) => words.format(value, splits.length > 1 ? splits[1]! - splits[0]! : 0)),
  });
  return {
    width,
    height,
    padding: [0.5 * rem, right ? 0 : 1.25 * rem, 0, 0],
    legend: { show: false },
    cursor: { x: true, y: false, drag: { x: false, y: false }, points: { size: 0.5 * rem } },
    scales: {
      x: { time: false, range: rangeOf(x) },
      left: { range: rangeOf(left) },
      ...(right ? { right: { range: rangeOf(right) } } : {}),
    },
    axes: [axis(x, 2, 'x', 1.5 * rem), axis(left, 3, 'left', 3.25 * rem), ...(right ? [axis(right, 1, 'right', 3.25 * rem)] : [])],
    series: [{}, ...series.map((each) => seriesOptions(each, look)), ...banded.flatMap((each) => [bandEnd(each), bandEnd(each)])],
    bands: banded.map((each, at) => ({ series: [1 + series.length + 2 * at, 2 + series.length + 2 * at], fill: withOpacity(look.palette[each.look % look.palette.length]!) })),
    hooks: { setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)] },
  };
}

function seriesOptions({ label, look: place, axis = 'left', marks = 'line' }: PlotSeries, { palette, rem }: PlotLook): uPlot.Series {
  const stroke = palette[place % palette.length]!;
  return {
    label,
    scale: axis,
    stroke,
    width: marks === 'points' ? 0 : 0.11 * rem,
    dash: [...plotDashes[place % plotDashes.length]!],
    spanGaps: true,
    ...(marks === 'bars' && { fill: stroke, paths: uPlot.paths.bars!({ size: [barShare] }) }),
    points: { show: marks === 'points' || marks === 'linePoints', size: 0.45 * rem, fill: stroke, stroke },
  };
}

/** An end of a band is not drawn itself, nor pointed at. */
function bandEnd({ label, axis = 'left' }: PlotSeries): uPlot.Series {
  return { label, scale: axis, width: 0, points: { show: false }, spanGaps: false };
}

/** @param colour `#rrggbb`, as the palette has it */
function withOpacity(colour: string): string {
  return `${colour}${Math.round(bandOpacity * 255).toString(16).padStart(2, '0')}`;
}

/** The values' range with a little room, widened to what the axis spans at least. */
function rangeOf({ range }: PlotAxis): uPlot.Scale.Range {
  return (plot, lowest, highest, scale) => {
    const low = lowest ?? range?.[0] ?? 0;
    // For a single place across, uPlot would span a hundred.
    const isSingle = scale === 'x' && plot.data[0].length === 1;
    const high = isSingle ? low + 1 : (highest ?? range?.[1] ?? 1);
    const room = (high - low || Math.abs(high) || 1) * 0.06;
    return [range?.[0] == null ? low - room : Math.min(low, range[0]), range?.[1] == null ? high + room : Math.max(high, range[1])];
  };
}

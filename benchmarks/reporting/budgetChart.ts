/** Quality against what it cost, cost on a logarithmic axis, on one scale a panel, with bands of how far repetitions lie apart. */
export interface BudgetChart {
  readonly title: string;
  readonly subtitle: string;
  readonly panels: readonly BudgetPanel[];
}

export interface BudgetPanel {
  readonly title: string;
  readonly xTitle: string;
  readonly series: readonly BudgetSeries[];
  /** A dashed line across with its words; null: none. */
  readonly level: { readonly y: number; readonly title: string } | null;
}

export interface BudgetSeries {
  readonly title: string;
  /** Drawn in colour with its band; the others are thin and grey, told apart by dashes. */
  readonly isShown: boolean;
  /** `x` over 0; `low` and `high` bound the band. */
  readonly points: readonly { readonly x: number; readonly y: number; readonly low: number; readonly high: number }[];
}

const panel = { width: 720, height: 320 } as const;
const inner = { left: 52, right: 226, top: 34, bottom: 46 } as const;
const colours = ['#0f8f8c', '#1c2733', '#b4541a', '#6b4fa0'] as const;
const greys = ['#7b8894', '#a9b4bd'] as const;
const dashes = ['', '6 3', '2 3', '8 3 2 3'] as const;
const ticks = 5;

/** Panels under each other, as an SVG that reads on light and dark pages. */
export function drawBudgetChart({ title, subtitle, panels }: BudgetChart): string {
  const height = 64 + panels.length * panel.height + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${panel.width}" height="${height}" viewBox="0 0 ${panel.width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#1c2733">`,
    `<rect width="${panel.width}" height="${height}" fill="#ffffff"/>`,
    `<text x="16" y="28" font-size="17" font-weight="600">${escape(title)}</text>`,
    `<text x="16" y="48" fill="#5a6772">${escape(subtitle)}</text>`,
    ...panels.map((one, index) => `<g transform="translate(0 ${64 + index * panel.height})">${drawPanel(one)}</g>`),
    '</svg>',
    '',
  ].join('\n');
}

function drawPanel({ title, xTitle, series, level }: BudgetPanel): string {
  const points = series.flatMap((one) => one.points);
  const [left, right] = [Math.min(...points.map(({ x }) => x)), Math.max(...points.map(({ x }) => x))];
  const heights = [...points.flatMap(({ low, high }) => [low, high]), ...(level ? [level.y] : [])];
  const [least, most] = [Math.min(...heights), Math.max(...heights)];
  const [edge, bottom] = [panel.width - inner.right, panel.height - inner.bottom];
  const across = (x: number): string => (inner.left + (Math.log(x / left) / (Math.log(right / left) || 1)) * (edge - inner.left)).toFixed(1);
  const up = (y: number): string => (bottom - ((y - least) / (most - least || 1)) * (bottom - inner.top)).toFixed(1);
  const between = (from: number, to: number): number[] => Array.from({ length: ticks }, (_none, index) => from + (index * (to - from)) / (ticks - 1));
  // What is shown in colour lies above the rest.
  const drawn = styled(series).sort((a, b) => Number(a.one.isShown) - Number(b.one.isShown));
  return [
    `<text x="${inner.left}" y="20" font-weight="600">${escape(title)}</text>`,
    `<path d="M${inner.left} ${inner.top}V${bottom}H${edge}" stroke="#c3ccd4" fill="none"/>`,
    ...between(least, most).map((y) => `<text x="${inner.left - 6}" y="${(Number(up(y)) + 4).toFixed(1)}" text-anchor="end" fill="#5a6772">${y.toFixed(1)}</text>`),
    ...between(Math.log(left), Math.log(right)).map(Math.exp).map((x) => `<text x="${across(x)}" y="${bottom + 16}" text-anchor="middle" fill="#5a6772">${x < 100 ? x.toPrecision(2) : x.toFixed(0)}</text>`),
    `<text x="${(inner.left + edge) / 2}" y="${bottom + 34}" text-anchor="middle" fill="#5a6772">${escape(xTitle)}</text>`,
    ...(level ? [`<path d="M${inner.left} ${up(level.y)}H${edge}" stroke="#5a6772" stroke-dasharray="1 3"/>`, `<text x="${inner.left + 6}" y="${(Number(up(level.y)) - 4).toFixed(1)}" fill="#5a6772">${escape(level.title)}</text>`] : []),
    ...drawn.flatMap(({ one, stroke }) => [
      ...(one.isShown ? [`<path d="${band(one, across, up)}" fill="${stroke.colour}" fill-opacity="0.12"/>`] : []),
      `<path d="${one.points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${across(x)} ${up(y)}`).join('')}" stroke="${stroke.colour}" stroke-width="${stroke.width}" stroke-dasharray="${stroke.dashes}" fill="none"/>`,
    ]),
    ...styled(series).flatMap(({ one, stroke }, row) => [
      `<path d="M${edge + 12} ${inner.top + 8 + row * 18}h22" stroke="${stroke.colour}" stroke-width="${stroke.width}" stroke-dasharray="${stroke.dashes}"/>`,
      `<text x="${edge + 40}" y="${inner.top + 12 + row * 18}">${escape(one.title)}</text>`,
    ]),
  ].join('\n');
}

interface Stroke {
  readonly colour: string;
  readonly dashes: string;
  readonly width: number;
}

function styled(series: readonly BudgetSeries[]): { readonly one: BudgetSeries; readonly stroke: Stroke }[] {
  let [shown, other] = [0, 0];
  return series.map((one) => {
    if (one.isShown) return { one, stroke: { colour: colours[shown++ % colours.length]!, dashes: '', width: 2.2 } };
    const stroke = { colour: greys[Math.floor(other / dashes.length) % greys.length]!, dashes: dashes[other % dashes.length]!, width: 1.2 };
    other++;
    return { one, stroke };
  });
}

function band({ points }: BudgetSeries, across: (x: number) => string, up: (y: number) => string): string {
  const there = points.map(({ x, high }) => `${across(x)} ${up(high)}`);
  const back = points.toReversed().map(({ x, low }) => `${across(x)} ${up(low)}`);
  return `M${[...there, ...back].join('L')}Z`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

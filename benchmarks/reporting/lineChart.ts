/** Measurements of one thing against another, drawn with both axes logarithmic: what grows in proportion is a slope of 1. */
export interface Curve {
  readonly title: string;
  readonly xTitle: string;
  readonly unit: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface LineChart {
  readonly title: string;
  readonly subtitle: string;
  readonly curves: readonly Curve[];
}

const panel = { width: 340, height: 230 } as const;
const inner = { left: 64, right: 12, top: 34, bottom: 46 } as const;
const perRow = 2;

/** Panels side by side, as an SVG that reads on light and dark pages. A dashed line of slope 1 goes through the last point. */
export function drawLineChart({ title, subtitle, curves }: LineChart): string {
  const width = perRow * panel.width + 32;
  const height = 64 + Math.ceil(curves.length / perRow) * panel.height + 8;
  const panels = curves.map((curve, index) => {
    const x = 16 + (index % perRow) * panel.width;
    const y = 64 + Math.floor(index / perRow) * panel.height;
    return `<g transform="translate(${x} ${y})">${drawPanel(curve)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#1c2733">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="16" y="28" font-size="17" font-weight="600">${escape(title)}</text>`,
    `<text x="16" y="48" fill="#5a6772">${escape(subtitle)}</text>`,
    ...panels,
    '</svg>',
    '',
  ].join('\n');
}

function drawPanel({ title, xTitle, unit, points }: Curve): string {
  const across = scaleOf(points.map(({ x }) => x), inner.left, panel.width - inner.right);
  const up = scaleOf(points.map(({ y }) => y), panel.height - inner.bottom, inner.top);
  const last = points.at(-1);
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${across(x).toFixed(1)} ${up(y).toFixed(1)}`).join('');
  const lowest = Math.min(...points.map(({ y }) => y));
  // Where the line of slope 1 leaves the panel, at its lower edge or its left one.
  const from = last ? Math.max(Math.min(...points.map(({ x }) => x)), (last.x * lowest) / last.y) : 0;
  const proportional = last ? `<path d="M${across(from)} ${up((last.y * from) / last.x)}L${across(last.x)} ${up(last.y)}" stroke="#9aa7b2" stroke-dasharray="4 4" fill="none"/>` : '';
  const bottom = panel.height - inner.bottom;
  return [
    `<text x="${inner.left}" y="20" font-weight="600">${escape(title)}</text>`,
    `<path d="M${inner.left} ${inner.top}V${bottom}H${panel.width - inner.right}" stroke="#c3ccd4" fill="none"/>`,
    proportional,
    `<path d="${path}" stroke="#0f8f8c" stroke-width="2" fill="none"/>`,
    ...points.map(({ x, y }) => `<circle cx="${across(x).toFixed(1)}" cy="${up(y).toFixed(1)}" r="3.5" fill="#0f8f8c"/>`),
    ...points.map(({ x }) => `<text x="${across(x).toFixed(1)}" y="${bottom + 16}" text-anchor="middle" fill="#5a6772">${x}</text>`),
    ...[points[0], last].flatMap((point) => (point ? [`<text x="${inner.left - 6}" y="${(up(point.y) + 4).toFixed(1)}" text-anchor="end" fill="#5a6772">${readable(point.y)}</text>`] : [])),
    `<text x="${(inner.left + panel.width - inner.right) / 2}" y="${bottom + 34}" text-anchor="middle" fill="#5a6772">${escape(xTitle)}</text>`,
    `<text x="12" y="${(inner.top + bottom) / 2}" fill="#5a6772">${escape(unit)}</text>`,
  ].join('\n');
}

/** @returns a logarithmic scale that takes the values from `low` to `high` */
function scaleOf(values: readonly number[], low: number, high: number): (value: number) => number {
  const [least, most] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  // Equal values lie in the middle, not on an edge.
  if (most - least < 1e-9) return () => (low + high) / 2;
  return (value) => low + ((Math.log(value) - least) / (most - least)) * (high - low);
}

function readable(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(2);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

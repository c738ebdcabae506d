import type { PredictedCurve } from './curveFigures.ts';
import type { CurveTask } from './gaussianProcess.ts';

const panel = { width: 340, height: 210 } as const;
const inner = { left: 30, right: 8, top: 26, bottom: 24 } as const;
const perRow = 2;
const [lowest, highest] = [-2.6, 2.6];

/** One panel a method, all on one scale: the true curve black, its observations blue, the mean, and the band of two deviations orange. */
export function drawBandChart(task: CurveTask, panels: readonly { readonly title: string; readonly curve: PredictedCurve }[], subtitle: string): string {
  const width = perRow * panel.width + 32;
  const height = 64 + Math.ceil(panels.length / perRow) * panel.height + 8;
  const drawn = panels.map(({ title, curve }, index) => {
    const place = `${16 + (index % perRow) * panel.width} ${64 + Math.floor(index / perRow) * panel.height}`;
    return `<g transform="translate(${place})">${drawPanel(title, task, curve)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#1c2733">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    '<text x="16" y="28" font-size="17" font-weight="600">A curve of a Gaussian process, and how sure each method is of it</text>',
    `<text x="16" y="48" fill="#5a6772">${subtitle}</text>`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function drawPanel(title: string, { grid, truth, x, y }: CurveTask, { mean, deviation, epistemic }: PredictedCurve): string {
  const bottom = panel.height - inner.bottom;
  const across = (value: number): string => (inner.left + ((value - grid[0]!) / (grid.at(-1)! - grid[0]!)) * (panel.width - inner.left - inner.right)).toFixed(1);
  const up = (value: number): string => (bottom - ((Math.min(highest, Math.max(lowest, value)) - lowest) / (highest - lowest)) * (bottom - inner.top)).toFixed(1);
  const line = (values: Float32Array): string => Array.from(values, (value, at) => `${at === 0 ? 'M' : 'L'}${across(grid[at]!)} ${up(value)}`).join('');
  const band = (width: Float32Array): string => {
    const upper = mean.map((value, at) => value + 2 * width[at]!);
    const lower = Array.from(mean, (value, at) => `L${across(grid[at]!)} ${up(value - 2 * width[at]!)}`).toReversed();
    return `${line(upper)}${lower.join('')}Z`;
  };
  return [
    `<text x="${inner.left}" y="16" font-weight="600">${title}</text>`,
    `<path d="${band(deviation)}" fill="#f2c48d" opacity="0.7"/>`,
    `<path d="${band(epistemic)}" fill="#e08e2b" opacity="0.55"/>`,
    `<path d="M${inner.left} ${inner.top}V${bottom}H${panel.width - inner.right}" stroke="#c3ccd4" fill="none"/>`,
    `<path d="${line(truth)}" stroke="#000000" stroke-width="1.5" fill="none"/>`,
    `<path d="${line(mean)}" stroke="#b4541a" stroke-width="1.5" fill="none"/>`,
    ...Array.from(x, (value, at) => `<circle cx="${across(value)}" cy="${up(y[at]!)}" r="2" fill="#1f5fbf"/>`),
    ...[-4, 0, 4].map((value) => `<text x="${across(value)}" y="${bottom + 16}" text-anchor="middle" fill="#5a6772">${value}</text>`),
    ...[-2, 0, 2].map((value) => `<text x="${inner.left - 6}" y="${up(value)}" text-anchor="end" fill="#5a6772">${value}</text>`),
  ].join('\n');
}

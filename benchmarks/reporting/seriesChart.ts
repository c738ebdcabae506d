/** Several lines on one scale, from 0 to 100 upwards. */
export interface SeriesChart {
  readonly title: string;
  readonly subtitle: string;
  readonly xTitle: string;
  readonly panels: readonly SeriesPanel[];
}

export interface SeriesPanel {
  readonly title: string;
  readonly series: readonly { readonly title: string; readonly points: readonly { readonly x: number; readonly y: number }[] }[];
}

const panel = { width: 720, height: 300 } as const;
const inner = { left: 44, right: 290, top: 34, bottom: 46 } as const;
/** Told apart by dashes too, for those who do not see the colours. */
const styles = [
  { colour: '#1c2733', dashes: '' },
  { colour: '#0f8f8c', dashes: '' },
  { colour: '#b4541a', dashes: '6 3' },
  { colour: '#6b4fa0', dashes: '2 3' },
] as const;

/** Panels under each other, as an SVG that reads on light and dark pages. */
export function drawSeriesChart({ title, subtitle, xTitle, panels }: SeriesChart): string {
  const height = 64 + panels.length * panel.height + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${panel.width}" height="${height}" viewBox="0 0 ${panel.width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#1c2733">`,
    `<rect width="${panel.width}" height="${height}" fill="#ffffff"/>`,
    `<text x="16" y="28" font-size="17" font-weight="600">${escape(title)}</text>`,
    `<text x="16" y="48" fill="#5a6772">${escape(subtitle)}</text>`,
    ...panels.map((one, index) => `<g transform="translate(0 ${64 + index * panel.height})">${drawPanel(one, xTitle)}</g>`),
    '</svg>',
    '',
  ].join('\n');
}

function drawPanel({ title, series }: SeriesPanel, xTitle: string): string {
  const places = series.flatMap(({ points }) => points.map(({ x }) => x));
  const [least, most] = [Math.min(...places), Math.max(...places)];
  const [right, bottom] = [panel.width - inner.right, panel.height - inner.bottom];
  const across = (x: number): string => (inner.left + ((x - least) / (most - least || 1)) * (right - inner.left)).toFixed(1);
  const up = (y: number): string => (bottom - (y / 100) * (bottom - inner.top)).toFixed(1);
  return [
    `<text x="${inner.left}" y="20" font-weight="600">${escape(title)}</text>`,
    `<path d="M${inner.left} ${inner.top}V${bottom}H${right}" stroke="#c3ccd4" fill="none"/>`,
    ...[0, 50, 100].map((y) => `<text x="${inner.left - 6}" y="${Number(up(y)) + 4}" text-anchor="end" fill="#5a6772">${y}</text>`),
    ...[...new Set(places)].map((x) => `<text x="${across(x)}" y="${bottom + 16}" text-anchor="middle" fill="#5a6772">${x}</text>`),
    `<text x="${(inner.left + right) / 2}" y="${bottom + 34}" text-anchor="middle" fill="#5a6772">${escape(xTitle)}</text>`,
    ...series.flatMap(({ title: name, points }, index) => {
      const { colour, dashes } = styles[index % styles.length]!;
      const y = inner.top + 12 + index * 20;
      return [
        `<path d="${points.map((point, at) => `${at === 0 ? 'M' : 'L'}${across(point.x)} ${up(point.y)}`).join('')}" stroke="${colour}" stroke-width="2" stroke-dasharray="${dashes}" fill="none"/>`,
        ...points.map((point) => `<circle cx="${across(point.x)}" cy="${up(point.y)}" r="3" fill="${colour}"/>`),
        `<path d="M${right + 12} ${y - 4}h22" stroke="${colour}" stroke-width="2" stroke-dasharray="${dashes}"/>`,
        `<text x="${right + 40}" y="${y}">${escape(name)}</text>`,
      ];
    }),
  ].join('\n');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** One bar. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Drawn in the accent colour: the figure the chart is about. */
  readonly isOurs: boolean;
}

export interface BarChart {
  readonly title: string;
  readonly subtitle: string;
  readonly unit: string;
  readonly groups: readonly { readonly title: string; readonly bars: readonly Bar[] }[];
}

const width = 720;
const labelWidth = 230;
const barHeight = 22;
const rowHeight = 30;

/** Horizontal bars from zero, one scale a group, as an SVG that reads on light and dark pages. */
export function drawBarChart({ title, subtitle, unit, groups }: BarChart): string {
  const parts: string[] = [];
  let y = 64;
  for (const group of groups) {
    parts.push(`<text x="16" y="${y + 14}" font-weight="600">${escape(group.title)}</text>`);
    y += 26;
    const largest = Math.max(...group.bars.map((bar) => bar.value));
    for (const bar of group.bars) {
      // A bar of less than nothing is none; its figure stands all the same.
      const length = (Math.max(0, bar.value) / largest) * (width - labelWidth - 120);
      parts.push(
        `<text x="${labelWidth - 8}" y="${y + 16}" text-anchor="end">${escape(bar.label)}</text>`,
        `<rect x="${labelWidth}" y="${y}" width="${length.toFixed(1)}" height="${barHeight}" rx="3" fill="${bar.isOurs ? '#0f8f8c' : '#9aa7b2'}"/>`,
        `<text x="${(labelWidth + length + 8).toFixed(1)}" y="${y + 16}">${bar.value.toFixed(0)} ${escape(unit)}</text>`,
      );
      y += rowHeight;
    }
    y += 14;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y + 8}" viewBox="0 0 ${width} ${y + 8}" font-family="system-ui, sans-serif" font-size="14" fill="#1c2733">`,
    `<rect width="${width}" height="${y + 8}" fill="#ffffff"/>`,
    `<text x="16" y="28" font-size="17" font-weight="600">${escape(title)}</text>`,
    `<text x="16" y="48" fill="#5a6772" font-size="12">${escape(subtitle)}</text>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

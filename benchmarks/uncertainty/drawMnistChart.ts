import { networkNames, networks } from './classifiers/networks.ts';
import type { MeasuredRow } from './figures/measuredRows.ts';
import { goals } from './goals.ts';
import { methods } from './methods/registry.ts';

const panel = { width: 720, label: 230, bar: 360, row: 26, top: 64, heading: 30 } as const;

/** NLL by method: a dot a seed, a line at the mean, an open triangle where the goal is; one panel a network, one scale in each. */
export function drawMnistChart(rows: readonly MeasuredRow[], subtitle: string): string {
  const parts: string[] = [];
  let y: number = panel.top;
  for (const network of networkNames) {
    const made = methods.flatMap(({ name, title }) => {
      const own = rows.filter((row) => row.network === network && row.method === name);
      return own.length === 0 ? [] : [{ name, title, own }];
    });
    if (made.length === 0) continue;
    const largest = Math.max(...made.flatMap(({ name, own }) => [...own.map(({ nll }) => nll), goals[network][name]?.nll ?? 0]));
    const across = (nll: number): string => (panel.label + (nll / largest) * panel.bar).toFixed(1);
    parts.push(`<text x="16" y="${y + 14}" font-weight="600">${networks[network].title}: negative log-likelihood, nats</text>`);
    y += panel.heading;
    for (const { name, title, own } of made) {
      const middle = own.reduce((sum, { nll }) => sum + nll, 0) / own.length;
      const accuracy = own.reduce((sum, row) => sum + row.accuracy, 0) / own.length;
      const goal = goals[network][name];
      parts.push(
        `<text x="${panel.label - 8}" y="${y + 13}" text-anchor="end">${title}</text>`,
        `<path d="M${panel.label} ${y + 9}H${across(middle)}" stroke="#c3ccd4" stroke-width="2"/>`,
        ...own.map(({ nll }) => `<circle cx="${across(nll)}" cy="${y + 9}" r="4" fill="#0f8f8c"/>`),
        ...(goal ? [`<path d="M${across(goal.nll)} ${y + 3}l5 -7h-10z" fill="none" stroke="#b4541a"/>`] : []),
        `<text x="${panel.label + panel.bar + 14}" y="${y + 13}">${middle.toFixed(4)}; ${(accuracy * 100).toFixed(2)} %</text>`,
      );
      y += panel.row;
    }
    y += 16;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${panel.width}" height="${y + 8}" viewBox="0 0 ${panel.width} ${y + 8}" font-family="system-ui, sans-serif" font-size="13" fill="#1c2733">`,
    `<rect width="${panel.width}" height="${y + 8}" fill="#ffffff"/>`,
    '<text x="16" y="28" font-size="17" font-weight="600">Uncertainty methods on MNIST</text>',
    `<text x="16" y="48" fill="#5a6772" font-size="12">${subtitle}; beside each bar the mean NLL and accuracy; triangles: goals</text>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { describeMachine } from '../reporting/machine.ts';
import { curveFigures, reducedCurve } from './regression/curveFigures.ts';
import { curveMethods } from './regression/curveMethods.ts';
import { drawBandChart } from './regression/drawBandChart.ts';
import { drawCurveTask } from './regression/gaussianProcess.ts';

/*
 * The lectures' synthetic regression: a curve of a Gaussian process, noisy observations in two stretches of it, and the variance
 * that each method gives to what lies between and beyond. One small network, five ways of being unsure.
 *
 *   node benchmarks/uncertainty/regression.ts
 */

const results = new URL('../../docs/results/', import.meta.url);
const seed = 3;
// Operations on a few thousand numbers: calling TensorFlow's library costs more than they do.
const { kernels } = await chooseBackend('wasm');
const task = drawCurveTask(seed);
const rows = curveMethods.map(({ title, fit }) => {
  const began = performance.now();
  const curve = reducedCurve(fit({ task, kernels, seed }));
  const row = { title, curve, observed: curveFigures(task, curve, 'observed'), unobserved: curveFigures(task, curve, 'unobserved'), seconds: (performance.now() - began) / 1000 };
  process.stderr.write(`${title}: covered ${row.observed.covered.toFixed(2)} and ${row.unobserved.covered.toFixed(2)}, ${row.seconds.toFixed(0)} s\n`);
  return row;
});
const where = `${describeMachine()}; ${new Date().toISOString().slice(0, 10)}`;
const load = loadavg()[0]!.toFixed(1);
const figures = rows.map(({ title, observed, unobserved, seconds }) => ({ title, observed, unobserved, seconds }));
writeFileSync(new URL('uncertainty-regression.json', results), `${JSON.stringify({ benchmark: 'benchmarks/uncertainty/regression.ts', machine: where, load, seed, rows: figures }, null, 1)}\n`);
writeFileSync(new URL('uncertainty-regression.svg', results), drawBandChart(task, rows, 'Black: the curve; blue: observations; bands: two deviations, all of it and (darker) of the members’ means'));
const text = [
  '# A curve of a Gaussian process',
  '',
  `${where}; load average ${load}. Made by \`node benchmarks/uncertainty/regression.ts\`.`,
  `${task.x.length} observations with a noise of ${task.noise} in two stretches of the axis. A method is right where the true curve lies within two deviations of its mean 95 times of 100, and useful where its deviation grows away from the observations. TRADI follows weights at a learning rate that stays; which (0.002) was chosen by this very figure.`,
  '',
  '| method | where there are observations: error | covered | mean deviation | elsewhere: error | covered | mean deviation | of the members’ means |',
  '|---|---|---|---|---|---|---|---|',
  ...rows.map(({ title, observed, unobserved }) =>
    `| ${title} | ${observed.error.toFixed(3)} | ${observed.covered.toFixed(2)} | ${observed.meanDeviation.toFixed(3)} | ${unobserved.error.toFixed(3)} | ${unobserved.covered.toFixed(2)} | ${unobserved.meanDeviation.toFixed(3)} | ${unobserved.meanEpistemic.toFixed(3)} |`),
  '',
  '![Curves and bands](uncertainty-regression.svg)',
  '',
].join('\n');
writeFileSync(new URL('uncertainty-regression.md', results), text);
process.exit(0);

import { join } from 'node:path';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { limitThreads } from '../../src-main/engine/backends/limitThreads.ts';
import { armNames } from './arms.ts';
import { expertNames } from './experts/Expert.ts';
import { experts } from './experts/experts.ts';
import type { LoopRun } from './figures/LoopRun.ts';
import { loopSets } from './sets/loopSets.ts';
import { trainingNames } from './simulation/budget.ts';
import { runLoop } from './simulation/runLoop.ts';

/*
 * One arm of the loop benchmark with one expert and one seed on one set, from the first label to the last. Started by loop.ts in a
 * process of its own; prints one line of JSON. Cut off, it is made anew.
 *
 *   node benchmarks/loop/loopRun.ts WORK_FOLDER SET ARM EXPERT SEED TRAINING THREADS
 */

const [workFolder, setName, armName, expertName, seedText, trainingName, threads = 'all'] = process.argv.slice(2);
const set = loopSets.find(({ name }) => name === setName);
const arm = armNames.find((name) => name === armName);
const expert = expertNames.find((name) => name === expertName);
const seed = Number(seedText);
const training = trainingNames.find((name) => name === trainingName);
if (!workFolder || !set || !arm || !expert || !training || !(seed >= 1)) {
  throw new Error(`wanted a folder, a set (${loopSets.map(({ name }) => name).join(', ')}), an arm (${armNames.join(', ')}), an expert (${expertNames.join(', ')}), a seed and a training (${trainingNames.join(', ')})`);
}
limitThreads(threads === 'all' ? null : Number(threads));
const { kernels } = await chooseBackend();
const name = `${set.name}-${arm}-${expert}-${seed}-${training}`;
const began = performance.now();
const { points, fullUpdate, poolPixels } = await runLoop({
  set,
  arm,
  expert: experts[expert],
  seed,
  training,
  kernels,
  workFolder: join(workFolder, 'runs', name),
  samplesFolder: join(workFolder, 'samples', set.name),
  told: (round, { dice, labelledShare, seconds }) => process.stderr.write(`${name} round ${round}: Dice ${dice.toFixed(3)} with ${(100 * labelledShare).toFixed(2)} % of the pixels in ${seconds.toFixed(0)} s\n`),
});
const { user, system } = process.cpuUsage();
const run: LoopRun = { set: set.name, arm, expert, seed, points, fullUpdate, poolPixels, elapsedMs: performance.now() - began, processorMs: (user + system) / 1000 };
process.stdout.write(`${JSON.stringify(run)}\n`);
process.exit(0);

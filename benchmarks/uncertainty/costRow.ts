import { limitThreads } from '../../src-main/engine/backends/limitThreads.ts';
import type { MethodCost } from './cost/MethodCost.ts';
import { costNetworks } from './cost/networkCosts.ts';

/*
 * What one method costs on one network, on one thread, in a process of its own: so that its peak of memory is its own. Started by
 * costs.ts, first to train what the method looks at, then to measure, when it prints one line of JSON.
 *
 *   node benchmarks/uncertainty/costRow.ts WORK_FOLDER NETWORK METHOD ROUND train|measure
 */

const [workFolder, title, methodName, roundText, task] = process.argv.slice(2);
const network = costNetworks.find((each) => each.title === title);
const method = network?.methods.find(({ name }) => name === methodName)?.name;
const round = Number(roundText);
if (!workFolder || !network || !method || !(round >= 1) || (task !== 'train' && task !== 'measure')) {
  throw new Error(`wanted a folder, a network (${costNetworks.map((each) => each.title).join('; ')}), a method (${network?.methods.map(({ name }) => name).join(', ') ?? 'of a known network'}), a round, and train or measure`);
}
limitThreads(1);
if (task === 'train') {
  await network.train({ method, round, workFolder });
} else {
  const row: MethodCost = { network: network.title, method, round, ...(await network.measure({ method, round, workFolder })) };
  process.stdout.write(`${JSON.stringify(row)}\n`);
}
process.exit(0);

import { limitThreads } from '../../src-main/engine/backends/limitThreads.ts';
import type { MethodCost } from './cost/MethodCost.ts';
import { costNetworks } from './cost/networkCosts.ts';

/*
 * What one method costs on one network, on one thread, in a process of its own: so that its peak of memory is its own. Started by
 * costs.ts; prints one line of JSON.
 *
 *   node benchmarks/uncertainty/costRow.ts WORK_FOLDER NETWORK METHOD ROUND
 */

const [workFolder, title, methodName, roundText] = process.argv.slice(2);
const network = costNetworks.find((each) => each.title === title);
const method = network?.methods.find(({ name }) => name === methodName)?.name;
const round = Number(roundText);
if (!workFolder || !network || !method || !(round >= 1)) {
  throw new Error(`wanted a folder, a network (${costNetworks.map((each) => each.title).join('; ')}), a method (${network?.methods.map(({ name }) => name).join(', ') ?? 'of a known network'}) and a round`);
}
limitThreads(1);
const row: MethodCost = { network: network.title, method, round, ...(await network.measure({ method, round, workFolder })) };
process.stdout.write(`${JSON.stringify(row)}\n`);
process.exit(0);

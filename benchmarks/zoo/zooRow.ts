import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createNetwork } from '../../models/registry.ts';
import { countParameters } from '../../models/parameters.ts';
import { multiplyAdds } from '../../models/multiplyAdds.ts';
import { readRecipe } from '../../src-main/core/training/readRecipe.ts';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { trainEnsemble } from '../../src-main/engine/train/trainEnsemble.ts';
import { peakBytes } from '../reporting/peakMemory.ts';
import { loadSplit, zooSets, type Budget } from './dataSets.ts';
import { measureModel, type ZooScores } from './measureModel.ts';
import { zooSystems, type ZooSystem } from './systems.ts';

/*
 * Trains one system on one set and measures it, in a process of its own: so that its peak of memory is its own. Started by
 * zoo.ts; prints one line of JSON. Cut off, it goes on from its checkpoint when it is asked the same again.
 *
 *   node benchmarks/zoo/zooRow.ts WORK_FOLDER SET SYSTEM
 */

/** One system on one set. */
export interface ZooRow {
  readonly set: string;
  readonly system: string;
  readonly title: string;
  readonly budget: Budget;
  readonly parameters: number;
  /** Of one pass over a crop. */
  readonly multiplyAdds: number;
  readonly msPerStep: number;
  /** High-water mark of the whole process's resident memory while it trained. */
  readonly trainingPeakBytes: number;
  readonly scores: ZooScores;
  readonly withCrf: ZooScores | null;
}

const [workFolder, setName, systemName] = process.argv.slice(2);
const set = zooSets.find(({ name }) => name === setName);
const system = zooSystems.find(({ name }) => name === systemName);
if (!workFolder || !set || !system) throw new Error(`wanted a folder, a set (${zooSets.map(({ name }) => name).join(', ')}) and a system (${zooSystems.map(({ name }) => name).join(', ')})`);

const samples = join(workFolder, 'samples', set.name);
const place = join(workFolder, `${set.name}-${system.name}`);
mkdirSync(samples, { recursive: true });
mkdirSync(place, { recursive: true });
const budget = { ...set.budget, ...system.budget };
const { kernels } = await chooseBackend();
const context = { signal: new AbortController().signal, now: () => performance.now(), date: () => new Date(), report: reporter(system) };
const modelFolder = join(place, 'model');
rmSync(modelFolder, { recursive: true, force: true });
const trained = await trainEnsemble(
  {
    images: await loadSplit(set, 'train', samples),
    watched: [],
    classNames: set.classNames,
    input: set.input,
    parentFolder: null,
    modelFolder,
    checkpointFolder: join(place, 'checkpoints'),
    memberCount: system.members ?? 1,
    stepsPerMember: budget.steps,
    batchSize: budget.batchSize,
    cropSide: budget.cropSide,
    learningRate: budget.learningRate,
    seed: 1,
    recipe: readRecipe({ ...set.recipe, ...system.recipe }),
    width: 16,
    depth: 4,
    network: { architecture: system.architecture, config: system.config },
  },
  kernels,
  context,
);
const trainingPeakBytes = peakBytes();
const network = createNetwork(system.architecture, { ...system.config, inputChannels: set.input === 'colour' ? 3 : 1, classes: set.classNames.length }, system.name);
const side = budget.cropSide;
const measured = await measureModel(modelFolder, await loadSplit(set, 'val', samples), system.withCrf);
const row: ZooRow = {
  set: set.name,
  system: system.name,
  title: system.title,
  budget,
  parameters: countParameters(network.parameterSpecs, 'trained'),
  multiplyAdds: multiplyAdds({ network, height: side, width: side }),
  msPerStep: trained.elapsedMs / budget.steps / (system.members ?? 1),
  trainingPeakBytes,
  ...measured,
};
process.stdout.write(`${JSON.stringify(row)}\n`);
process.exit(0);

function reporter({ title }: ZooSystem): (progress: { readonly fraction: number; readonly loss: number | null; readonly dice: number | null }) => void {
  let shown = 0;
  return ({ fraction, loss, dice }) => {
    if (fraction < shown) return;
    shown += 0.1;
    process.stderr.write(`${title} ${Math.round(fraction * 100)} %: loss ${loss?.toFixed(3) ?? '-'}, Dice on the crops ${dice?.toFixed(3) ?? '-'}\n`);
  };
}

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNetwork } from '../../models/registry.ts';
import { countParameters } from '../../models/parameters.ts';
import { multiplyAdds } from '../../models/multiplyAdds.ts';
import { readRecipe } from '../../src-main/core/training/readRecipe.ts';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { trainEnsemble } from '../../src-main/engine/train/trainEnsemble.ts';
import { peakBytes } from '../reporting/peakMemory.ts';
import { loadSplit, zooSets, type Budget } from './dataSets.ts';
import { measureModel, type Measured } from './measureModel.ts';
import { zooSystems, type ZooSystem } from './systems.ts';

/*
 * Trains one system on one set and measures it, in a process of its own: so that its peak of memory is its own. Started by
 * zoo.ts; prints one line of JSON. Cut off, it goes on from its checkpoint when it is asked the same again.
 *
 *   node benchmarks/zoo/zooRow.ts WORK_FOLDER SET SYSTEM
 */

interface TrainingFigures {
  readonly budget: Budget;
  readonly msPerStep: number;
  /** High-water mark of the whole process's resident memory while it trained. */
  readonly trainingPeakBytes: number;
}

/** One system on one set. */
export interface ZooRow extends TrainingFigures, Measured {
  readonly set: string;
  readonly system: string;
  readonly title: string;
  readonly parameters: number;
  /** Of one pass over a crop. */
  readonly multiplyAdds: number;
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
const modelFolder = join(place, 'model');
const figuresPath = join(place, 'training.json');
const { kernels } = await chooseBackend();
const train = await loadSplit(set, 'train', samples);
const training = readTraining() ?? (await trainAnew());
const network = createNetwork(system.architecture, { ...system.config, inputChannels: set.input === 'colour' ? 3 : 1, classes: set.classNames.length }, system.name);
const side = budget.cropSide;
const measured = await measureModel(modelFolder, await loadSplit(set, 'val', samples), system.withCrf ? train : null);
const row: ZooRow = {
  set: set.name,
  system: system.name,
  title: system.title,
  ...training,
  parameters: countParameters(network.parameterSpecs, 'trained'),
  multiplyAdds: multiplyAdds({ network, height: side, width: side }),
  ...measured,
};
process.stdout.write(`${JSON.stringify(row)}\n`);
process.exit(0);

/** What training took, where the model is there already: then it is measured alone. */
function readTraining(): TrainingFigures | null {
  if (!existsSync(figuresPath) || !existsSync(modelFolder)) return null;
  const figures = JSON.parse(readFileSync(figuresPath, 'utf8')) as TrainingFigures;
  return JSON.stringify(figures.budget) === JSON.stringify(budget) ? figures : null;
}

async function trainAnew(): Promise<TrainingFigures> {
  rmSync(modelFolder, { recursive: true, force: true });
  const context = { signal: new AbortController().signal, now: () => performance.now(), date: () => new Date(), report: reporter(system!) };
  const request = {
    images: train,
    watched: [],
    classNames: set!.classNames,
    input: set!.input,
    parentFolder: null,
    modelFolder,
    checkpointFolder: join(place, 'checkpoints'),
    memberCount: system!.members ?? 1,
    stepsPerMember: budget.steps,
    batchSize: budget.batchSize,
    cropSide: budget.cropSide,
    learningRate: budget.learningRate,
    seed: 1,
    recipe: readRecipe({ ...set!.recipe, ...system!.recipe }),
    width: 16,
    depth: 4,
    network: { architecture: system!.architecture, config: system!.config },
  };
  const { elapsedMs } = await trainEnsemble(request, kernels, context);
  const figures = { budget, msPerStep: elapsedMs / budget.steps / request.memberCount, trainingPeakBytes: peakBytes() };
  writeFileSync(figuresPath, JSON.stringify(figures));
  return figures;
}

function reporter({ title }: ZooSystem): (progress: { readonly fraction: number; readonly loss: number | null; readonly dice: number | null }) => void {
  let shown = 0;
  return ({ fraction, loss, dice }) => {
    if (fraction < shown) return;
    shown += 0.1;
    process.stderr.write(`${title} ${Math.round(fraction * 100)} %: loss ${loss?.toFixed(3) ?? '-'}, Dice on the crops ${dice?.toFixed(3) ?? '-'}\n`);
  };
}

import { join } from 'node:path';
import type { App } from '../../application.ts';
import type { EvaluationFigures, ModelRecord } from '../../core/records.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { ContractClient } from '../../hosts/inProcess/inProcessClient.ts';
import { followJob, followRunningJobs } from '../followJob.ts';
import type { Progress } from '../Progress.ts';
import { correctRegions } from './correctRegions.ts';
import { findDemoFiles } from './demoFiles.ts';
import { Stopwatch } from './Stopwatch.ts';
import { TruthProject } from './TruthProject.ts';

export interface DemoLoopOptions {
  readonly app: App;
  readonly client: ContractClient;
  readonly progress: Progress;
  readonly resourcesFolder: string;
  /** How many regions, worst first, the simulated expert goes through. */
  readonly regions: number;
  /** Training steps of each network; null leaves it to the program. */
  readonly stepsPerMember: number | null;
  readonly seed: number;
}

interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

interface Measures {
  readonly dice: BeforeAfter;
  readonly ece: BeforeAfter;
}

/** What `demo --headless --json` prints. */
export interface DemoReport extends Measures {
  /** The images whose regions were corrected; `dice` and `ece` above are over these and the held-back ones together. */
  readonly touched: Measures & { readonly images: number };
  readonly heldBack: Measures & { readonly images: number };
  readonly regionsCorrected: number;
  /** Regions that were right already. */
  readonly regionsAccepted: number;
  readonly pixelsCorrected: number;
  /** Whether the retrained model was taken into use. */
  readonly promoted: boolean;
  /** Regions waiting after the last step. */
  readonly regionsOpen: number;
  readonly seconds: Readonly<Record<string, number>>;
}

/** Runs the whole loop on the demo: predict, ask, correct, retrain, measure, take into use. */
export async function runDemoLoop(options: DemoLoopOptions): Promise<DemoReport> {
  const { app, client, progress } = options;
  const watch = new Stopwatch();

  const project = await watch.time('open', () => client.project.openDemo());
  const demoImages = await client.images.list();
  const parent = await modelInUse(client);
  await watch.time('predict', async () => {
    await followRunningJobs(client, progress);
    await followJob(client, progress, () => client.predictions.start());
  });
  const { regions } = await watch.time('queue', () => client.review.queue({ limit: options.regions }));

  const files = await findDemoFiles(options.resourcesFolder);
  const truth = await TruthProject.make({ app, client, progress, files, classes: project.classes });
  try {
    const asked = demoImages.filter(({ id }) => regions.some(({ imageId }) => imageId === id));
    const truths = await watch.time('readTruth', async () => {
      await truth.add(asked.map(({ name }) => name));
      return truth.labels();
    });
    await client.project.open({ folder: project.folder });
    const images = await client.images.list();
    const corrections = await watch.time('correct', () => correctRegions({ app, client, images, regions, truths }));
    const candidate = await watch.time('train', () => retrain(options, parent));

    const folderOf = ({ id }: ModelRecord): string => join(project.folder, 'models', id);
    const measure = async (): Promise<Measures> =>
      compare(await truth.measure(folderOf(parent)), await truth.measure(folderOf(candidate)));
    const heldBackImages = images.filter(({ role }) => role === 'heldBack');
    const [touched, overall] = await watch.time('evaluate', async () => {
      const ofTouched = await measure();
      await truth.add(heldBackImages.map(({ name }) => name));
      return [ofTouched, await measure()] as const;
    });

    await client.project.open({ folder: project.folder });
    const promoted = overall.dice.after >= overall.dice.before;
    await watch.time('refresh', async () => {
      // The truth decides here, on more images than the project knows of.
      await (promoted ? client.models.promote({ modelId: candidate.id, despite: true }) : client.models.decline({ modelId: candidate.id }));
      await followRunningJobs(client, progress);
    });
    const { openCount } = await client.review.queue({ limit: 1 });
    return {
      ...overall,
      touched: { ...touched, images: corrections.touchedImages.length },
      heldBack: { ...heldBackMeasures(candidate), images: heldBackImages.length },
      regionsCorrected: corrections.regionsCorrected,
      regionsAccepted: corrections.regionsAccepted,
      pixelsCorrected: corrections.pixelsCorrected,
      promoted,
      regionsOpen: openCount,
      seconds: watch.seconds,
    };
  } finally {
    await truth.remove();
  }
}

async function modelInUse(client: ContractClient): Promise<ModelRecord> {
  const inUse = (await client.models.list()).find(({ state }) => state === 'inUse');
  if (!inUse) throw new SfumatoError('noModel', 'demo: it opened without its starter model');
  return inUse;
}

async function retrain({ client, progress, stepsPerMember, seed }: DemoLoopOptions, parent: ModelRecord): Promise<ModelRecord> {
  const known = new Set((await client.models.list()).map(({ id }) => id));
  await followJob(client, progress, () =>
    client.training.start({ from: 'inUse', memberCount: parent.memberCount, stepsPerMember, seed }),
  );
  const candidate = (await client.models.list()).find(({ id }) => !known.has(id));
  if (!candidate) throw new SfumatoError('internal', 'demo: training ended without a new model');
  return candidate;
}

function heldBackMeasures({ name, figures, parentFigures }: ModelRecord): Measures {
  if (!figures || !parentFigures) throw new SfumatoError('internal', `model ${name}: it was not measured on the held-back images`);
  return compare(parentFigures, figures);
}

function compare(before: EvaluationFigures, after: EvaluationFigures): Measures {
  return {
    dice: { before: before.dice, after: after.dice },
    ece: { before: before.ece, after: after.ece },
  };
}

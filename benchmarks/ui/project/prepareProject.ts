import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { createApp } from '../../../src-main/app.ts';
import type { App } from '../../../src-main/app.ts';
import { resourcesFolder } from '../../../src-main/hosts/folders.ts';
import { nodeProcesses } from '../../../src-main/processes/nodeProcesses.ts';
import { FakeEngine, writeModelFolder } from '../../../src-main/services/testing/FakeEngine.ts';
import { ProjectStore } from '../../../src-main/store/ProjectStore.ts';
import type { NewRegion } from '../../../src-main/store/RegionRows.ts';
import { discCount, labelDiscs } from './discs.ts';
import type { Discs } from './discs.ts';
import { planeCounts, writePlanes } from './writePlanes.ts';
import { writeTiff } from './writeTiff.ts';

export const classes = [
  { index: 0, name: 'background', colour: '#808080', retired: false },
  { index: 1, name: 'cell', colour: '#e69f00', retired: false },
];

export interface ProjectOptions {
  readonly side: number;
  /** Discs labelled as objects. */
  readonly instances: number;
  readonly regions: number;
}

const perKind = <Value>(value: Value) => ({ predictiveEntropy: value, mutualInformation: value, expectedEntropy: value, learnedLoss: value });

export const discsOf = (side: number): Discs => ({ side, pitch: 40, radius: 14 });

/** Layout of what is prepared: changes whenever this file makes something else. */
const layout = 3;

/**
 * Makes a project with one square image, labelled objects, a model's maps and regions to review, once: the next run
 * of any benchmark finds it. @returns its folder
 */
export async function prepareProject(options: ProjectOptions): Promise<string> {
  const base = join(tmpdir(), 'sfumato-benchmarks', `${layout}-${options.side}-${options.instances}-${options.regions}`);
  const folder = join(base, 'project');
  if (existsSync(join(base, 'done'))) return folder;
  await rm(base, { recursive: true, force: true });
  await mkdir(join(base, 'images'), { recursive: true });
  const discs = discsOf(options.side);
  await writeTiff(join(base, 'images', 'cells.tif'), discs, 'none');
  const app = await openApp(join(base, 'data'), 'commandLine');
  let imageId: string;
  let modelId: string;
  try {
    const client = createRouterClient(app.router);
    await client.project.create({ folder, name: `Cells ${options.side}`, classes });
    await importFolder(app, join(base, 'images'));
    imageId = (await client.images.list())[0]!.id;
    if (options.instances > 0) {
      const { classes: diff, objects } = labelDiscs(discs, options.instances);
      await client.annotations.commit({ imageId, tool: 'brush', classIndex: 1, diff, objects, regionId: null, gestureId: null });
    }
    await writeModelFolder(join(base, 'model'), classes.map(({ name }) => name), planeCounts.memberCount);
    const model = await client.models.import({ folder: join(base, 'model') });
    if (model.state !== 'inUse') await client.models.promote({ modelId: model.id });
    modelId = model.id;
  } finally {
    await app.close();
  }
  await addMaps(folder, { imageId, modelId, discs, regions: options.regions });
  await rm(join(base, 'images'), { recursive: true });
  await writeFile(join(base, 'done'), '');
  return folder;
}

export function openApp(dataFolder: string, host: 'commandLine' | 'web'): Promise<App> {
  return createApp({ processes: nodeProcesses, host, dataFolder, resourcesFolder: resourcesFolder(), user: 'benchmark', engine: new FakeEngine() });
}

export async function importFolder(app: App, imageFolder: string): Promise<void> {
  const client = createRouterClient(app.router);
  const events = await client.system.notifications();
  const { jobId } = await client.images.import({ imageFolder, labelFolder: null, labelKind: 'classes', role: 'work', namePrefix: '' });
  for await (const event of events) {
    if (event.type !== 'job' || event.job.id !== jobId || event.job.state === 'running' || event.job.state === 'waiting') continue;
    if (event.job.state !== 'done') throw new Error(`the import ended ${event.job.state}: ${event.job.error?.message.text ?? ''}`);
    return;
  }
}

/** Puts maps and regions into the closed project, as a model would have: no network predicts such images in a benchmark's time. */
async function addMaps(folder: string, made: { readonly imageId: string; readonly modelId: string; readonly discs: Discs; readonly regions: number }): Promise<void> {
  const { imageId, modelId, discs, regions } = made;
  const store = await ProjectStore.open(folder);
  try {
    const fileName = `${imageId}.maps`;
    await mkdir(store.paths.modelPredictions(modelId), { recursive: true });
    await writePlanes(join(store.paths.modelPredictions(modelId), fileName), discs);
    const ranges = perKind({ minimum: 0, maximum: 0.69 });
    store.predictions.put({ modelId, imageId, fileName, ranges, means: perKind(0.1), ...planeCounts, distribution: null });
    store.regions.replace(modelId, imageId, spreadRegions(imageId, modelId, discs, regions));
  } finally {
    store.close();
  }
}

/** Regions around discs all over the image, each far from the one before it, as a queue ranked by doubt has them. */
function spreadRegions(imageId: string, modelId: string, discs: Discs, count: number): NewRegion[] {
  const perRow = Math.floor(discs.side / discs.pitch);
  const total = discCount(discs);
  const step = Math.floor(total * 0.382) | 1;
  const side = discs.pitch;
  const mask = Uint8Array.from({ length: side * side }, (_, at) => (Math.hypot((at % side) - side / 2, Math.floor(at / side) - side / 2) <= discs.radius + 2 ? 1 : 0));
  return Array.from({ length: count }, (_, at) => {
    const disc = (at * step) % total;
    const box = { x: (disc % perRow) * side, y: Math.floor(disc / perRow) * side, width: side, height: side };
    return {
      id: randomUUID(),
      imageId,
      modelId,
      box,
      pixelCount: mask.reduce((sum, value) => sum + value, 0),
      score: count - at,
      means: perKind(0.3),
      proposedClass: 1,
      arm: 'chosen',
      strategy: 'standard',
      boundaryPixels: 0,
      features: [],
      worth: 0.3,
      reason: 'mutualInformation' as const,
      state: 'open' as const,
      mask,
    };
  });
}

import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diffFromFill } from '../../../src-main/core/labels/diffFromFill.ts';
import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import { changedPixelCount } from '../../../src-main/core/labels/maskDiff.ts';
import type { StackPlace } from '../../../src-main/core/records.ts';
import { writeModelFolder } from '../../../src-main/services/testing/FakeEngine.ts';
import { ProjectStore } from '../../../src-main/store/ProjectStore.ts';
import { classes } from './prepareProject.ts';
import { planeCounts, writePlanes } from './writePlanes.ts';

export interface LargeProjectOptions {
  readonly images: number;
  /** Spread over the images. */
  readonly regions: number;
  /** Images with a label on each pixel: every so many. */
  readonly labelledEvery: number;
}

/** Side of each image, pixels: one tile, so that ten thousand of them stay below a hundred megabytes. */
const side = 64;
const discs = { side, pitch: 32, radius: 10 };
/** Changes whenever this file makes something else. */
const layout = 2;

const perKind = <Value>(value: Value) => ({ predictiveEntropy: value, mutualInformation: value, expectedEntropy: value, learnedLoss: value });

/**
 * Writes a project of very many small images straight into the store, with their decoded pixels, labels, maps and a queue,
 * once: the next run finds it. Imported one by one they would take the better part of an hour.
 * @returns its folder
 */
export async function prepareLargeProject(options: LargeProjectOptions): Promise<string> {
  const base = join(tmpdir(), 'sfumato-benchmarks', `large-${layout}-${options.images}-${options.regions}-${options.labelledEvery}`);
  const folder = join(base, 'project');
  if (existsSync(join(base, 'done'))) return folder;
  await rm(base, { recursive: true, force: true });
  await mkdir(base, { recursive: true });
  const store = await ProjectStore.create({ folder, name: 'Large', classes, createdAt: '2026-11-24T00:00:00.000Z' });
  try {
    const modelId = await addModel(store, join(base, 'model'));
    const imageIds = await addImages(store, options);
    await addMaps(store, modelId, imageIds);
    addRegions(store, modelId, imageIds, options.regions);
  } finally {
    store.close();
  }
  await writeFile(join(base, 'done'), '');
  return folder;
}

async function addModel(store: ProjectStore, folder: string): Promise<string> {
  const id = randomUUID();
  await writeModelFolder(folder, classes.map(({ name }) => name), planeCounts.memberCount);
  await cp(folder, store.paths.model(id), { recursive: true });
  store.models.add({
    id,
    name: 'Model 1',
    state: 'inUse',
    createdAt: '2026-11-24T00:00:00.000Z',
    architecture: 'unet',
    memberCount: planeCounts.memberCount,
    parentId: null,
    labelSequence: null,
    figures: null,
    parentFigures: null,
    comparison: null,
    learned: null,
    measure: null,
  });
  return id;
}

async function addImages(store: ProjectStore, { images, labelledEvery }: LargeProjectOptions): Promise<string[]> {
  const ids = Array.from({ length: images }, () => randomUUID());
  const hashes = ids.map((id) => createHash('sha256').update(id).digest('hex'));
  for (const [at, hash] of hashes.entries()) await writeFile(store.paths.pyramid(hash), picture(at));
  const labels = Uint8Array.from({ length: side * side }, (_none, at) => (isInDisc(at) ? 1 : 0));
  const diff = diffFromFill(side, side, unlabelled, labels);
  store.transaction(() => {
    for (const [at, id] of ids.entries()) {
      const stack: StackPlace | null = at % 4 === 0 ? { id: `stack-${at >> 6}`, name: `series-${at >> 6}.tif`, index: (at & 63) >> 2, count: 16 } : null;
      store.images.add({
        id,
        name: `slide-${String((at * 7919) % images).padStart(5, '0')}.tif`,
        width: side,
        height: side,
        channels: 1,
        colour: 'grey',
        channelNames: ['Intensity'],
        channelRanges: [[0, 255]],
        pixelSizeUm: { x: 0.5, y: 0.5, z: null },
        stack,
        sampleType: 'uint8',
        displayRange: [0, 255],
        contentHash: hashes[at]!,
        fileHash: hashes[at]!,
        fileSlice: 0,
        role: at % 10 === 0 ? 'heldBack' : 'work',
        labelFileHash: null,
        importedAt: '2026-11-24T00:00:00.000Z',
      });
      if (at % labelledEvery !== 0) continue;
      const sequence = store.journal.append({
        at: new Date(Date.UTC(2026, 10, 1) + at * 60_000).toISOString(),
        who: 'benchmark',
        kind: 'annotate',
        imageId: id,
        tool: 'import',
        classIndex: null,
        changedPixels: changedPixelCount(diff),
        modelId: null,
        meanUncertainty: null,
        regionId: null,
        decision: null,
        targetSequence: null,
        gestureId: null,
        diff,
        objects: null,
      });
      store.images.noteLabels(id, store.labels.change(id, { width: side, height: side }, diff), sequence);
    }
  });
  return ids;
}

function isInDisc(at: number): boolean {
  const { pitch, radius } = discs;
  return Math.hypot((at % pitch) - pitch / 2, (Math.floor(at / side) % pitch) - pitch / 2) <= radius;
}

/** Discs on a ground of another grey for each image, so that thumbnails differ. */
function picture(index: number): Uint8Array {
  return Uint8Array.from({ length: side * side }, (_none, at) => (isInDisc(at) ? 200 : 20) + ((index * 13 + at) % 40));
}

/** Each image has a file of maps of its own, as after a prediction. */
async function addMaps(store: ProjectStore, modelId: string, imageIds: readonly string[]): Promise<void> {
  const folder = store.paths.modelPredictions(modelId);
  await mkdir(folder, { recursive: true });
  const first = join(folder, `${imageIds[0]!}.maps`);
  await writePlanes(first, discs);
  for (const id of imageIds.slice(1)) await cp(first, join(folder, `${id}.maps`));
  store.transaction(() => {
    for (const [at, imageId] of imageIds.entries()) {
      const ranges = perKind({ minimum: 0, maximum: 0.69 });
      store.predictions.put({ modelId, imageId, fileName: `${imageId}.maps`, ranges, means: perKind(((at * 31) % 1000) / 2000), ...planeCounts, distribution: null });
    }
  });
}

function addRegions(store: ProjectStore, modelId: string, imageIds: readonly string[], count: number): void {
  const reasons = ['predictiveEntropy', 'mutualInformation', 'expectedEntropy', 'learnedLoss'] as const;
  const { pitch } = discs;
  const mask = Uint8Array.from({ length: pitch * pitch }, (_none, at) => (Math.hypot((at % pitch) - pitch / 2, Math.floor(at / pitch) - pitch / 2) <= discs.radius + 2 ? 1 : 0));
  const work = imageIds.filter((_id, at) => at % 10 !== 0);
  const perImage = Math.ceil(count / Math.min(count, work.length));
  store.transaction(() => {
    for (let at = 0; at < count; at += perImage) {
      const imageId = work[Math.floor((at / perImage) * Math.max(1, Math.floor((work.length * perImage) / count))) % work.length]!;
      const regions = Array.from({ length: Math.min(perImage, count - at) }, (_none, within) => ({
        id: randomUUID(),
        imageId,
        modelId,
        box: { x: ((at + within) % 2) * pitch, y: (((at + within) >> 1) % 2) * pitch, width: pitch, height: pitch },
        pixelCount: mask.reduce((sum, value) => sum + value, 0),
        score: count - at - within,
        means: perKind(0.3),
        proposedClass: (at + within) % 2,
        arm: 'chosen' as const,
        strategy: 'standard' as const,
        boundaryPixels: 0,
        features: [],
        worth: 0.3,
        reason: reasons[(at + within) % 4]!,
        state: 'open' as const,
        mask,
      }));
      store.regions.replace(modelId, imageId, regions);
    }
  });
}

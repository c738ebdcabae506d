import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RandomSource } from '../../core/random/RandomSource.ts';
import type { LabelledEngineImage, TrainRequest } from '../engineApi.ts';
import type { JobContext } from '../jobs/JobContext.ts';

/** Small pictures for tests: bright discs (class 1) on a dark, noisy ground, with their samples in files. */
export async function tinyImages(folder: string, count: number, side = 40): Promise<LabelledEngineImage[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const random = new RandomSource({ seed: 99, stream: index, counter: 0 });
      const samples = new Uint8Array(side * side);
      const labels = new Uint8Array(side * side);
      const discs = Array.from({ length: 3 }, () => ({ x: random.uniform(0, side), y: random.uniform(0, side), r: random.uniform(4, 8) }));
      for (let pixel = 0; pixel < samples.length; pixel++) {
        const x = pixel % side;
        const y = Math.floor(pixel / side);
        const inside = discs.some((disc) => (x - disc.x) ** 2 + (y - disc.y) ** 2 < disc.r ** 2);
        labels[pixel] = inside ? 1 : 0;
        samples[pixel] = Math.round((inside ? 160 : 40) + random.uniform(-20, 20));
      }
      const samplesPath = join(folder, `disc-${index}-${side}.samples`);
      await writeFile(samplesPath, samples);
      return { imageId: `disc-${index}`, samplesPath, width: side, height: side, channels: 1, sampleType: 'uint8' as const, labels };
    }),
  );
}

export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'sfumato-engine-'));
}

/** A request for a network of a few thousand parameters, trained within a second or two. */
export function tinyRequest(folder: string, images: readonly LabelledEngineImage[], changes: Partial<TrainRequest> = {}): TrainRequest {
  return {
    images,
    watched: [],
    classNames: ['background', 'disc'],
    parentFolder: null,
    modelFolder: join(folder, 'model'),
    checkpointFolder: join(folder, 'checkpoints'),
    memberCount: 1,
    stepsPerMember: 8,
    batchSize: 2,
    cropSide: 32,
    learningRate: 5e-3,
    seed: 5,
    width: 4,
    depth: 2,
    ...changes,
  };
}

/** A context that follows nobody, with a signal of its own. */
export function quietContext(changes: Partial<JobContext> = {}): JobContext {
  return {
    signal: new AbortController().signal,
    report: () => undefined,
    now: () => performance.now(),
    date: () => new Date('2026-01-01T00:00:00Z'),
    ...changes,
  };
}

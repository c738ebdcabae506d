import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initialValues } from '../../models/parameters.ts';
import { createNetwork } from '../../models/registry.ts';
import { RandomSource } from '../../src-main/core/random/RandomSource.ts';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { memberNetwork } from '../../src-main/engine/ensemble/MemberNetwork.ts';
import { writeModelFolder } from '../../src-main/engine/ensemble/modelFolder.ts';
import { FastestRunners } from '../../src-main/engine/onnx/runtime/FastestRunners.ts';
import { predictImages } from '../../src-main/engine/predict/predictImages.ts';

/*
 * One prediction with all maps, as the engine makes it, in a process of its own: so that its peak of memory is the
 * prediction's and nothing else's. Started by memory.ts; prints one line of JSON.
 *
 *   node benchmarks/engine/predictionCase.ts SIDE MEMBERS CLASSES
 */

/** What one prediction took. */
export interface PredictionFigures {
  readonly side: number;
  readonly members: number;
  readonly classes: number;
  readonly ms: number;
  /** High-water mark of the whole process's resident memory. */
  readonly peakBytes: number;
  /** The same before the image: program, backend and weights on disk. */
  readonly peakBytesBefore: number;
  readonly engine: string;
}

const [side = 0, members = 0, classes = 0] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'sfumato-benchmark-'));
try {
  const { description } = await chooseBackend('native');
  // As the program itself: ONNX Runtime where it is faster.
  const runners = new FastestRunners(null);
  await runners.measure();
  const modelFolder = join(folder, 'model');
  await writeModel(modelFolder);
  const samplesPath = join(folder, 'image.samples');
  await writeSamples(samplesPath);
  const peakBytesBefore = peakBytes();
  const start = performance.now();
  await predictImages(
    {
      images: [{ imageId: 'image', samplesPath, width: side, height: side, channels: 1, sampleType: 'uint8' }],
      modelFolder,
      outputFolder: folder,
    },
    { signal: new AbortController().signal, report: () => undefined, now: () => performance.now(), date: () => new Date() },
    () => undefined,
    runners,
  );
  const figures: PredictionFigures = {
    side,
    members,
    classes,
    ms: performance.now() - start,
    peakBytes: peakBytes(),
    peakBytesBefore,
    engine: `${description.device.text}; ${runners.description.text}`,
  };
  console.log(JSON.stringify(figures));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The U-Net of the comparison in `trainingStep.ts`, untrained: what it says costs as much as what a trained one says. */
async function writeModel(path: string): Promise<void> {
  const config = { inputChannels: 1, classes, width: 16, depth: 4 };
  const network = createNetwork('unet', config, 'benchmark');
  const { head } = memberNetwork(network);
  await writeModelFolder(path, {
    file: {
      formatVersion: 1,
      architecture: 'unet',
      config,
      method: 'deepEnsemble',
      head: 'learningLoss',
      classes: Array.from({ length: classes }, (_none, index) => `class ${index}`),
      normalisation: { channels: 'grey', scale: 'imageMeanAndDeviation', polarity: 'asIs' },
      temperature: 1,
      weightType: 'float16',
      figures: null,
      parent: null,
      data: [],
      training: { stepsPerMember: 1, batchSize: 4, cropSide: 256, learningRate: 1e-3, finalLoss: 1, elapsedMs: 0 },
      createdAt: new Date().toISOString(),
    },
    members: Array.from({ length: members }, (_none, seed) => {
      const random = new RandomSource({ seed, stream: 0, counter: 0 });
      return {
        seed,
        values: {
          trunk: initialValues(network.parameterSpecs, 'trained', random),
          statistics: initialValues(network.parameterSpecs, 'statistic', random),
          head: initialValues(head.specs, 'trained', random),
        },
      };
    }),
  });
}

/** A smooth wave, row by row: the image is never whole in this process. */
async function writeSamples(path: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for (let y = 0; y < side; y++) {
      await file.writeFile(Uint8Array.from({ length: side }, (_none, x) => 128 + 100 * Math.sin(x * 0.037) * Math.cos(y * 0.051)));
    }
  } finally {
    await file.close();
  }
}

function peakBytes(): number {
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
}

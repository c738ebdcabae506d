import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { FastestRunners } from '../../src-main/engine/onnx/runtime/FastestRunners.ts';
import { predictImages } from '../../src-main/engine/predict/predictImages.ts';
import { peakBytes } from '../reporting/peakMemory.ts';
import { writeBenchmarkModel } from './benchmarkModel.ts';
import { writeWave } from './writeWave.ts';

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
  await writeBenchmarkModel(modelFolder, members, classes);
  const samplesPath = join(folder, 'image.samples');
  await writeWave(samplesPath, side);
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

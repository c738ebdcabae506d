import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { refuseFaultyDevice } from '../../src-main/engine/backends/deviceFaults.ts';
import { relativeDifference, selfTest } from '../../src-main/engine/backends/selfTest.ts';
import { startWasm } from '../../src-main/engine/backends/wasm.ts';
import { startNative } from '../../src-main/engine/backends/native.ts';
import { nativeBackendName } from '../../src-main/engine/backends/nodeBackend.ts';
import type { TrainingKernels } from '../../src-main/engine/backends/TrainingKernels.ts';
import { startWebgpu } from '../../src-main/engine/backends/webgpu/startWebgpu.ts';
import { webgpuBackendName } from '../../src-main/engine/backends/webgpu/tfjsWebgpu.ts';
import { tf } from '../../src-main/engine/tensorflow.ts';
import { keepStockKernels, timeLayer } from './gpu/convolutionKernels.ts';
import type { KernelTimes } from './gpu/convolutionKernels.ts';
import { UnetWork } from './gpu/UnetWork.ts';
import type { WorkSize } from './gpu/UnetWork.ts';

/*
 * A backend on a machine with a graphics card, WebGPU or TensorFlow's own library: is it right, and how fast is it.
 *
 *   node benchmarks/engine/gpuCheck.ts --out gpu.json [--backend webgpu|native] [--tiny] [--no-kernels] [--submit 15]
 *
 * It wants this repository and, of node_modules, webgpu, zod, long, seedrandom and in @tensorflow tfjs, tfjs-core, tfjs-layers,
 * tfjs-data, tfjs-converter, tfjs-backend-cpu, tfjs-backend-webgl, tfjs-backend-wasm, tfjs-backend-webgpu: no window, no data.
 * The native library wants tfjs-node-gpu with its own dependencies besides. `--tiny` only shows that it runs. `--submit`: how many kernels the backend gathers before it hands them to the driver.
 */

const { values: options } = parseArgs({
  options: {
    out: { type: 'string' },
    backend: { type: 'string', default: 'webgpu' },
    tiny: { type: 'boolean', default: false },
    submit: { type: 'string', default: '' },
    kernels: { type: 'boolean', default: true },
  },
  allowNegative: true,
});

const size: WorkSize = options.tiny ? { width: 4, depth: 2, batchSize: 2, cropSide: 32 } : { width: 16, depth: 4, batchSize: 4, cropSide: 256 };
const [warmSteps, timedSteps] = options.tiny ? [1, 3] : [10, 30];
const sides = options.tiny ? [32, 80] : [512, 2048];
const coreSide = options.tiny ? 32 : 512;
/** Steps whose losses both backends are compared over: rounding grows with each. */
const comparedSteps = 3;
/** The first losses of two backends in single precision, relative to each other. */
const sameLoss = 2e-3;
/** Probabilities of two backends, absolute. */
const sameProbability = 2e-3;

if (options.submit !== '') tf.env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', Number(options.submit));
const wasm = await startWasm();
const startedAt = performance.now();
const { backendName, kernels, adapter } = options.backend === 'native' ? startNativeSide() : await startWebgpuSide();
const startMs = performance.now() - startedAt;
note('adapter', adapter);
const difference = await selfTest({ backend: backendName, kernels }, { backend: 'wasm', kernels: wasm });
note('selfTest', difference?.text ?? 'agrees with WebAssembly');
const parity = await compare();
note('parity', parity);
await tf.setBackend(backendName);
const layers = options.kernels && backendName === webgpuBackendName ? await timeKernels() : [];
const training = await timeTraining();
note('trainingStepMs', training);
const inference = await timeInference();
note('inferenceMs', inference);
refuseFaultyDevice();

const passed = difference === null && parity.passed;
const report = {
  benchmark: 'benchmarks/engine/gpuCheck.ts',
  date: new Date().toISOString().slice(0, 10),
  passed,
  adapter,
  startMs,
  submitBatch: backendName === webgpuBackendName ? tf.env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE') : null,
  size,
  selfTest: difference?.text ?? null,
  parity,
  trainingStepMs: training,
  inferenceMs: inference,
  kernels: layers,
};
if (options.out !== undefined) writeFileSync(options.out, `${JSON.stringify(report, null, 2)}\n`);
// Dawn's device would keep the process alive.
process.exit(passed ? 0 : 1);

interface Side {
  readonly backendName: string;
  readonly kernels: TrainingKernels;
  readonly adapter: unknown;
}

async function startWebgpuSide(): Promise<Side> {
  keepStockKernels(webgpuBackendName);
  const { kernels: its, gpu } = await startWebgpu();
  return { backendName: webgpuBackendName, kernels: its, adapter: gpu };
}

function startNativeSide(): Side {
  const { kernels: its, version, usesGpu } = startNative();
  return { backendName: nativeBackendName, kernels: its, adapter: { tensorflow: version, usesGpu } };
}

/** The first losses and a prediction of a small network, on both backends from the same weights. */
async function compare() {
  const small: WorkSize = { width: 8, depth: 3, batchSize: 2, cropSide: 64 };
  const outcomes = [];
  for (const [backend, its] of [['wasm', wasm], [backendName, kernels]] as const) {
    await tf.setBackend(backend);
    const work = new UnetWork(its, small);
    const probabilities = await work.predict(128);
    const losses: number[] = [];
    for (let step = 0; step < comparedSteps; step++) losses.push(await work.train());
    work.dispose();
    outcomes.push({ probabilities, losses });
  }
  const [wanted, got] = outcomes as [(typeof outcomes)[number], (typeof outcomes)[number]];
  const lossDifference = relativeDifference(Float32Array.from(got.losses), Float32Array.from(wanted.losses));
  const probabilityDifference = relativeDifference(got.probabilities, wanted.probabilities);
  const isSame = lossDifference <= sameLoss && probabilityDifference <= sameProbability;
  return { passed: isSame, lossDifference, probabilityDifference, losses: { wasm: wanted.losses, card: got.losses } };
}

async function timeTraining() {
  const work = new UnetWork(kernels, size);
  const losses: number[] = [];
  for (let step = 0; step < warmSteps; step++) losses.push(await work.train());
  const times: number[] = [];
  for (let step = 0; step < timedSteps; step++) {
    const begun = performance.now();
    losses.push(await work.train());
    times.push(performance.now() - begun);
  }
  const memory = tf.memory() as tf.MemoryInfo & { numBytesInGPU?: number; numBytesAllocatedInGPU?: number };
  work.dispose();
  return {
    ...spread(times),
    parameters: work.parameterCount,
    firstLoss: losses[0],
    lastLoss: losses.at(-1),
    tensors: memory.numTensors,
    gpuMiB: Math.round((memory.numBytesAllocatedInGPU ?? 0) / 2 ** 20),
  };
}

async function timeInference() {
  const work = new UnetWork(kernels, size);
  const results: Record<string, ReturnType<typeof spread>> = {};
  for (const side of sides) {
    const times: number[] = [];
    for (let run = 0; run < (options.tiny ? 2 : 7); run++) {
      const begun = performance.now();
      await work.predict(side, coreSide);
      times.push(performance.now() - begun);
    }
    // The first compiles shaders for new shapes.
    results[`${side} x ${side}`] = spread(times.slice(1));
  }
  work.dispose();
  return results;
}

/** The layers of the U-Net at full size, from its finest to its coarsest level. */
async function timeKernels(): Promise<KernelTimes[]> {
  const { batchSize: batch, cropSide, width } = size;
  const times: KernelTimes[] = [];
  for (const [level, channels, outputs] of [[0, width, width], [0, 3 * width, width], [1, 2 * width, 2 * width], [2, 12 * width, 4 * width], [2, 4 * width, 4 * width]] as const) {
    times.push(await timeLayer({ batch, side: cropSide / 2 ** level, channels, outputs }, kernels.batchNormTraining, options.tiny ? 2 : 20));
    note('kernels', times.at(-1));
  }
  return times;
}

function spread(times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle) - 1] ?? NaN)) / 2;
  return { median, fastest: sorted[0] ?? NaN, slowest: sorted.at(-1) ?? NaN, count: sorted.length };
}

/** As it goes, for a run that is cut short. */
function note(what: string, value: unknown): void {
  console.log(`${what}: ${JSON.stringify(value)}`);
}

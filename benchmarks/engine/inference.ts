import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chooseBackend } from '../../src-main/engine/backends/chooseBackend.ts';
import { limitThreads } from '../../src-main/engine/backends/limitThreads.ts';
import { Ensemble } from '../../src-main/engine/ensemble/Ensemble.ts';
import { tfjsRunners, type MemberRunners } from '../../src-main/engine/ensemble/MemberRunners.ts';
import { readModelFolder, type StoredModel } from '../../src-main/engine/ensemble/modelFolder.ts';
import { exportEnsemble } from '../../src-main/engine/onnx/exportEnsemble.ts';
import { EnsembleSession } from '../../src-main/engine/onnx/runtime/EnsembleSession.ts';
import { predictCore } from '../../src-main/engine/predict/predictCore.ts';
import { drawBarChart } from '../reporting/barChart.ts';
import { describeMachine } from '../reporting/machine.ts';
import { median } from '../reporting/median.ts';
import { onnxRuntimePython, PythonSide } from './PythonSide.ts';
import type { Measured } from './PythonSide.ts';

/*
 * Prediction of 512 x 512 pixels with the starter ensemble, one member and all four, against ONNX Runtime under Python
 * on the exported graph and as many threads, in turns in one run: probabilities and learned loss alone, and with every map of
 * doubt on our side.
 *
 *   node benchmarks/engine/inference.ts [ROUNDS [THREADS]]
 *
 * ONNX Runtime comes into a throw-away environment; SFUMATO_ONNXRUNTIME names one that has it already.
 */

const rounds = Number(process.argv[2] ?? 15);
const threads = Number(process.argv[3] ?? availableParallelism());
const side = 512;
const starter = fileURLToPath(new URL('../../resources/demo/starter', import.meta.url));

/** Threads of either side spin for a while after their work; the other shall not pay for it. */
const pauseMs = 300;

/** Largest difference of the mean probability: both sides are to do the same work. */
const sameWork = 1e-4;

/** ONNX Runtime as the program would use it, whatever a probe on this machine would choose. */
const onnxRunners: MemberRunners = {
  threads,
  of: async (model) => {
    const session = await EnsembleSession.open(model, threads);
    return session.runners(() => session.close());
  },
};

interface Contestant {
  readonly name: string;
  readonly measure: () => Promise<Measured>;
}

interface Outcome {
  readonly name: string;
  readonly medianMs: number;
  readonly fastestMs: number;
  readonly medianProcessorMs: number;
}

limitThreads(threads);
const { description } = await chooseBackend('native');
const model = await readModelFolder(starter);
const values = Float32Array.from({ length: side * side }, (_none, at) => Math.sin((at % side) * 0.037) * Math.cos(Math.floor(at / side) * 0.051) * 2);
const first: StoredModel = { ...model, file: { ...model.file, members: model.file.members.slice(0, 1) }, members: model.members.slice(0, 1) };
const graphs = new Map([['one', exportEnsemble(first)], ['four', exportEnsemble(model)]]);
const python = await PythonSide.start({
  library: onnxRuntimePython,
  script: 'inference.py',
  files: new Map<string, Uint8Array | Float32Array>([['input.bin', values], ...graphs]),
  options: (path) => [path('input.bin'), String(side), String(side), String(threads), ...[...graphs.keys()].map((name) => `${name}=${path(name)}`)],
});
const outcomes = {
  one: await compare('one', 0, ({ members: [member] }, values) => member!.run({ values, height: side, width: side })),
  oneWithMaps: await compare('one', 0, withMaps),
  four: await compare('four', null, withMaps),
};
python.close();
report();

type Prediction = (ensemble: Ensemble, input: Float32Array) => Promise<{ readonly probabilities: Float32Array }>;

function withMaps(ensemble: Ensemble, input: Float32Array): ReturnType<Prediction> {
  const window = { x: 0, y: 0, width: side, height: side };
  return predictCore(ensemble, input, { core: window, input: window, margins: { top: 0, left: 0, bottom: 0, right: 0 } });
}

/** @param member of the ensemble, or null for all */
async function compare(graph: string, member: number | null, prediction: Prediction): Promise<Outcome[]> {
  const [byOnnx, byTensorflow] = [await Ensemble.load(starter, member, onnxRunners), await Ensemble.load(starter, member, tfjsRunners)];
  const contestants: readonly Contestant[] = [
    { name: 'Sfumato, ONNX Runtime', measure: () => predict(byOnnx, prediction) },
    { name: 'Sfumato, TensorFlow', measure: () => predict(byTensorflow, prediction) },
    { name: 'ONNX Runtime, Python', measure: () => python.ask(graph) },
  ];
  const results: number[] = [];
  for (const { measure } of contestants) results.push((await measure()).result);
  if (!results.every((result) => Math.abs(result - results[0]!) <= sameWork)) throw new Error(`The sides differ: mean probabilities ${results.join(', ')}.`);
  const times = contestants.map(() => [] as Measured[]);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { measure }] of contestants.entries()) {
      await wait(pauseMs);
      times[index]!.push(await measure());
    }
  }
  for (const ensemble of [byOnnx, byTensorflow]) await ensemble.dispose();
  return contestants.map(({ name }, index) => ({
    name,
    medianMs: median(times[index]!.map(({ ms }) => ms)),
    fastestMs: Math.min(...times[index]!.map(({ ms }) => ms)),
    medianProcessorMs: median(times[index]!.map(({ cpuMs }) => cpuMs)),
  }));
}

/** New values each time: a session keeps the outcome of those it knows. */
async function predict(ensemble: Ensemble, prediction: Prediction): Promise<Measured> {
  const [start, cpuStart, input] = [performance.now(), process.cpuUsage(), values.slice()];
  const { probabilities } = await prediction(ensemble, input);
  const [ms, { user, system }] = [performance.now() - start, process.cpuUsage(cpuStart)];
  let sum = 0;
  for (let at = 1; at < probabilities.length; at += 2) sum += probabilities[at]!;
  return { ms, cpuMs: (user + system) / 1000, result: sum / (side * side) };
}

function report(): void {
  const [machine, date, loadAverage] = [describeMachine(), new Date().toISOString().slice(0, 10), loadavg()[1]!.toFixed(1)];
  const ratioOf = (of: readonly Outcome[], figure: 'medianMs' | 'fastestMs' | 'medianProcessorMs'): number => of[0]![figure] / of[2]![figure];
  const table = (title: string, of: readonly Outcome[]): string[] => [
    `| ${title} | median (ms) | fastest (ms) | processor (ms) |`,
    '|---|---:|---:|---:|',
    ...of.map(({ name, medianMs, fastestMs, medianProcessorMs }) => `| ${name} | ${medianMs.toFixed(0)} | ${fastestMs.toFixed(0)} | ${medianProcessorMs.toFixed(0)} |`),
    `| Sfumato, ONNX Runtime / Python | ${(['medianMs', 'fastestMs', 'medianProcessorMs'] as const).map((figure) => ratioOf(of, figure).toFixed(2)).join(' | ')} |`,
    '',
  ];
  const text = [
    `# Prediction of ${side} x ${side} pixels`,
    '',
    `Starter ensemble (U-Net, 1.97 M parameters a member, learning-loss head), medians of ${rounds} in turns, ${threads} threads each.`,
    `${machine}, ${date}, load average ${loadAverage}. ${description.device.text}; ONNX Runtime ${python.version} under Python.`,
    'With maps, our side also makes entropies, mutual information and most probable classes; Python only runs the exported graph.',
    '',
    ...table('one member, probabilities and learned loss', outcomes.one),
    ...table('one member, with maps on our side', outcomes.oneWithMaps),
    ...table('ensemble of four, with maps on our side', outcomes.four),
    '`benchmarks/engine/inference.ts`',
    '',
  ].join('\n');
  console.log(text);
  const folder = new URL('../../docs/results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const data = {
    benchmark: 'benchmarks/engine/inference.ts',
    machine,
    date,
    engine: description.device.text,
    onnxRuntimePython: python.version,
    loadAverage: Number(loadAverage),
    rounds,
    threads,
    ...outcomes,
    ratioToPython: { one: ratioOf(outcomes.one, 'medianMs'), oneWithMaps: ratioOf(outcomes.oneWithMaps, 'medianMs'), four: ratioOf(outcomes.four, 'medianMs') },
  };
  writeFileSync(new URL('engine-inference.json', folder), `${JSON.stringify(data, null, 2)}\n`);
  writeFileSync(new URL('engine-inference.md', folder), text);
  const bars = (of: readonly Outcome[]) => of.map(({ name, medianMs }, index) => ({ label: name, value: medianMs, isOurs: index === 0 }));
  const chart = drawBarChart({
    title: `Prediction of ${side} x ${side} pixels with the starter ensemble`,
    subtitle: `Median of ${rounds} runs in turns, shorter is better. ${machine}, ${date}.`,
    unit: 'ms',
    groups: [
      { title: 'One member', bars: bars(outcomes.one) },
      { title: 'One member, with maps of doubt on our side', bars: bars(outcomes.oneWithMaps) },
      { title: 'Ensemble of four, with maps of doubt on our side', bars: bars(outcomes.four) },
    ],
  });
  writeFileSync(new URL('engine-inference.svg', folder), chart);
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chooseBackend } from '../../../src-main/engine/backends/chooseBackend.ts';
import { readModelFolder } from '../../../src-main/engine/ensemble/modelFolder.ts';
import { forgetPeak, peakBytes } from '../../reporting/peakMemory.ts';
import { networkNames, networks, type NetworkName } from '../classifiers/networks.ts';
import { loadDigits, part, type LabelledDigits } from '../digits/digitSets.ts';
import { imageMethods, type ImageMethod } from '../images/imageMethods.ts';
import type { ImageSet } from '../images/ImageSet.ts';
import { imageSets } from '../images/imageSets.ts';
import { openMethod } from '../images/openMethod.ts';
import { predictMaps } from '../images/predictMaps.ts';
import { trainedModel } from '../images/trainedModel.ts';
import type { Predictor } from '../methods/Method.ts';
import { methods } from '../methods/registry.ts';
import { predictSet } from '../prediction/predictSet.ts';
import { MemberStore } from '../training/MemberStore.ts';
import type { MethodCost } from './MethodCost.ts';

/** Training digits that networks learn from here, in the usual number of epochs: an 18th of all, in steps of every batch size used. */
const taughtDigits = 3000;
const predictedDigits = 2000;
/** Steps of a segmentation network, before the training's effort. */
const imageSteps = 40;
/** The first is left out of the time. */
const predictedImages = 4;

export interface CostWish {
  readonly method: string;
  readonly round: number;
  /** Networks trained here serve the methods that ask for the same. */
  readonly workFolder: string;
}

/** A network of the tables with the methods that go around it. */
export interface CostNetwork {
  /** As in the tables. */
  readonly title: string;
  readonly methods: readonly { readonly name: string; readonly title: string }[];
  /** Trains what the method looks at, unless it is there: in a process of its own, or what training leaves in memory would count as prediction's. */
  readonly train: (wish: CostWish) => Promise<void>;
  readonly measure: (wish: CostWish) => Promise<Omit<MethodCost, 'network' | 'method' | 'round'>>;
}

/** Each network once; of several sets that share one, the first is measured. */
export const costNetworks: readonly CostNetwork[] = [
  ...networkNames.map((name): CostNetwork => ({ title: networks[name].title, methods, train: async (wish) => void (await preparedDigits(name, wish)), measure: (wish) => digitCost(name, wish) })),
  ...imageSets
    .filter((set, index) => imageSets.findIndex(({ network }) => network.title === set.network.title) === index)
    .map((set): CostNetwork => ({ title: set.network.title, methods: imageMethods, train: async (wish) => void (await preparedImages(set, wish)), measure: (wish) => imageCost(set, wish) })),
];

async function preparedDigits(network: NetworkName, { method, round, workFolder }: CostWish): Promise<{ readonly predictor: Predictor; readonly test: LabelledDigits }> {
  const { kernels } = await chooseBackend();
  const all = loadDigits();
  const digits = { ...all, train: part(all.train, 0, taughtDigits) };
  const members = new MemberStore({ folder: join(workFolder, 'members'), network, digits: digits.train, kernels, effort: 1 });
  return { predictor: await methods.find(({ name }) => name === method)!.prepare({ network, seed: round, digits, members, kernels }), test: digits.test };
}

async function digitCost(network: NetworkName, wish: CostWish): ReturnType<CostNetwork['measure']> {
  const { predictor, test } = await preparedDigits(network, wish);
  predictSet(predictor, part(test, 0, 500));
  forgetPeak();
  const began = performance.now();
  predictSet(predictor, part(test, 0, predictedDigits));
  return { keptValues: predictor.keptValues, trainingMs: predictor.trainingMs, predictionMs: performance.now() - began, predictionPeakBytes: peakBytes() };
}

/** A method's trained model, and where the decoded samples are. */
interface PreparedImages {
  readonly method: ImageMethod;
  readonly modelFolder: string;
  readonly samplesFolder: string;
}

async function preparedImages(set: ImageSet, { method: methodName, round, workFolder }: CostWish): Promise<PreparedImages> {
  const { kernels } = await chooseBackend();
  const method = imageMethods.find(({ name }) => name === methodName)!;
  const samplesFolder = join(workFolder, 'samples', set.name);
  mkdirSync(samplesFolder, { recursive: true });
  return { method, samplesFolder, modelFolder: await trainedModel({ set, training: method.training, seed: round, steps: imageSteps, workFolder, samplesFolder, kernels }) };
}

async function imageCost(set: ImageSet, wish: CostWish): ReturnType<CostNetwork['measure']> {
  const { round } = wish;
  const { method, modelFolder, samplesFolder } = await preparedImages(set, wish);
  const { view } = await openMethod(modelFolder, method, set, async () => (await set.load('heldBack', round, samplesFolder)).slice(0, 2));
  const [first, ...rest] = (await set.load('test', round, samplesFolder)).slice(0, predictedImages);
  await predictMaps(view, first!);
  forgetPeak();
  const began = performance.now();
  for (const image of rest) await predictMaps(view, image);
  const predictionMs = performance.now() - began;
  const cost = { keptValues: await keptValuesOf(modelFolder, method.member ?? null), trainingMs: view.trainingMs, predictionMs, predictionPeakBytes: peakBytes() };
  await view.dispose();
  return cost;
}

/** Of the members that are asked: the program lays out what a method draws as networks of their own. */
async function keptValuesOf(modelFolder: string, member: number | null): Promise<number> {
  const { members } = await readModelFolder(modelFolder);
  return members.filter((_member, index) => member === null || index === member).reduce((sum, { trunk, head, statistics }) => sum + trunk.length + head.length + statistics.length, 0);
}

import { beforeAll, describe, expect, test } from 'vitest';
import type { ContextMargins } from '../../../models/Architecture.ts';
import { headFlags } from '../../../models/heads/networkHeads.ts';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { EnsembleSession } from '../onnx/runtime/EnsembleSession.ts';
import { predictWindows } from '../predict/predictWindows.ts';
import { randomModel } from '../testing/randomModel.ts';
import { fakeImage } from '../testing/fakeEnsemble.ts';
import { whyNoOnnxRuntime } from '../testing/whyNoOnnxRuntime.ts';
import type { MemberOutcome, MemberRunner } from './MemberRunner.ts';
import { tfjsRunners } from './MemberRunners.ts';
import type { StoredModel } from './modelFolder.ts';

/** Single precision, some sums in another order; losses are measured by the largest of them. */
const tolerance = 1e-5;
/** The same over another runtime's order. */
const toleranceBetweenRuntimes = 1e-4;

beforeAll(() => chooseBackend('wasm'));

const unet = (depth: number, passes?: { readonly count: number; readonly seed: number }): StoredModel =>
  randomModel(2, { config: { inputChannels: 1, classes: 3, width: 4, depth, ...(passes && { dropout: 0.5 }) }, passes, spread: 0.15 });

const wave = (length: number): Float32Array => Float32Array.from({ length }, (_none, at) => 2 * Math.sin(at * 0.37 + (at % 17) * 0.11));

/** Margins in multiples of the network's size: top, left, bottom, right. */
const places: readonly (readonly [string, readonly [number, number, number, number]])[] = [
  ['in the middle', [8, 8, 8, 8]],
  ['in the first corner', [0, 0, 7, 7]],
  ['in the last corner', [7, 7, 0, 0]],
  ['at the left edge', [7, 0, 7, 7]],
  ['with little context', [1, 0, 1, 1]],
  ['with uneven context', [9, 1, 0, 6]],
];

function marginsOf([top, left, bottom, right]: readonly [number, number, number, number], multiple: number): ContextMargins {
  return { top: top * multiple, left: left * multiple, bottom: bottom * multiple, right: right * multiple };
}

/** What lies between the margins of a row-major map [height, width, depth], whose sides are the window's over `stride`. */
function between(map: Float32Array, window: { readonly height: number; readonly width: number }, margins: ContextMargins, { stride, depth }: { readonly stride: number; readonly depth: number }): Float32Array {
  const [top, left, bottom, right] = [margins.top, margins.left, margins.bottom, margins.right].map((margin) => margin / stride) as [number, number, number, number];
  const [height, width] = [window.height / stride, window.width / stride];
  const rows = Array.from({ length: height - top - bottom }, (_none, row) => [...map.subarray(((top + row) * width + left) * depth, ((top + row + 1) * width - right) * depth)]);
  return Float32Array.from(rows.flat());
}

function expectClose(got: Float32Array, wanted: Float32Array, limit = tolerance): void {
  expect(got).toHaveLength(wanted.length);
  const scale = Math.max(1, ...wanted);
  expect(got.reduce((largest, value, at) => Math.max(largest, Math.abs(value - wanted[at]!)), 0) / scale).toBeLessThan(limit);
}

/** Each runner's word between margins against the other's word on the whole window. */
async function expectTheSame(model: StoredModel, place: readonly [number, number, number, number], got: readonly MemberRunner[], whole: readonly MemberRunner[]): Promise<void> {
  const { sizeMultiple } = model.network;
  const margins = marginsOf(place, sizeMultiple);
  const [height, width] = [margins.top + margins.bottom + 3 * sizeMultiple, margins.left + margins.right + 2 * sizeMultiple];
  const window = { values: wave(height * width), height, width };
  const narrow = { ...window, values: window.values.slice(), margins };
  for (const [index, runner] of got.entries()) {
    const [part, all]: [MemberOutcome, MemberOutcome] = [await runner.run(narrow), await whole[index]!.run(window)];
    expectClose(part.probabilities, between(all.probabilities, window, margins, { stride: 1, depth: model.file.classes.length }));
    expectClose(part.lossMap!, between(all.lossMap!, window, margins, { stride: 4, depth: 1 }));
    for (const head of ['distances', 'confidence'] as const) if (all[head]) expectClose(part[head]!, between(all[head], window, margins, { stride: 1, depth: 1 }));
  }
}

async function disposeAll(...runners: readonly (readonly MemberRunner[])[]): Promise<void> {
  for (const runner of runners.flat()) await runner.dispose();
}

const resnet18 = { name: 'resnet18', width: 0.0625 };
const others: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  segnet: { inputChannels: 1, classes: 3, encoder: { name: 'vgg16', width: 0.0625, batchNorm: true } },
  deeplabV2: { inputChannels: 1, classes: 3, encoder: resnet18, outputStride: 8, rates: [2, 3] },
};

describe.each(places)('a window %s', (_name, place) => {
  test.each([1, 2, 3, 4])('says of what lies between its margins what the whole says: U-Net of depth %i', async (depth) => {
    const model = unet(depth);
    const [runners, whole] = [await tfjsRunners.of(model), await tfjsRunners.of(model)];
    await expectTheSame(model, place, runners, whole);
    await disposeAll(runners, whole);
  });

  test('so do stochastic passes', async () => {
    const model = unet(3, { count: 2, seed: 5 });
    const [runners, whole] = [await tfjsRunners.of(model), await tfjsRunners.of(model)];
    await expectTheSame(model, place, runners, whole);
    await disposeAll(runners, whole);
  });

  test.each(headFlags)('so does one with a head that sees all of the window: %s', async (flag) => {
    const model = randomModel(1, { config: { inputChannels: 1, classes: 3, width: 4, depth: 4, [flag]: true }, spread: 0.15 });
    const [runners, whole] = [await tfjsRunners.of(model), await tfjsRunners.of(model)];
    await expectTheSame(model, place, runners, whole);
    await disposeAll(runners, whole);
  });

  test.each(Object.keys(others))('so does a network that crops nothing on its way: %s', async (architecture) => {
    const model = randomModel(1, { architecture, config: others[architecture]!, spread: 0.05 });
    const [runners, whole] = [await tfjsRunners.of(model), await tfjsRunners.of(model)];
    await expectTheSame(model, place, runners, whole);
    await disposeAll(runners, whole);
  });

  test.skipIf(whyNoOnnxRuntime !== null).each([1, 2, 3, 4])(`so does ONNX Runtime (${whyNoOnnxRuntime ?? 'it is here'}): U-Net of depth %i`, async (depth) => {
    const model = unet(depth);
    const session = await EnsembleSession.open(model, 1);
    const runners = session.runners(() => session.close());
    await expectTheSame(model, place, runners, runners);
    await disposeAll(runners);
  });
});

/** Mutual information, learned loss and mean of the first class of a whole image. */
async function predicted(model: StoredModel, members: readonly MemberRunner[], { width, height, coreSide }: { readonly width: number; readonly height: number; readonly coreSide: number }) {
  const maps = { mutualInformation: new Float32Array(width * height), first: new Float32Array(width * height), loss: new Float32Array(Math.ceil(width / 4) * Math.ceil(height / 4)) };
  let windows = 0;
  const ensemble = {
    file: model.file,
    windows: { sizeMultiple: model.network.sizeMultiple, contextRadius: model.network.contextRadius, trainedSide: 64 },
    members,
    concurrency: 1,
  };
  await predictWindows(ensemble, fakeImage((x, y) => Math.sin(x * 0.31) + Math.cos(y * 0.17 + x * 0.05)), {
    width,
    height,
    coreSide,
    signal: new AbortController().signal,
    async visit({ window: { core }, mutualInformation, probabilities, learnedLoss }) {
      windows++;
      for (let at = 0; at < core.width * core.height; at++) {
        const to = (core.y + Math.floor(at / core.width)) * width + core.x + (at % core.width);
        maps.mutualInformation[to] = mutualInformation[at]!;
        maps.first[to] = probabilities[at * model.file.classes.length]!;
      }
      const columns = Math.ceil(core.width / 4);
      for (const [at, loss] of learnedLoss.entries()) maps.loss[(core.y / 4 + Math.floor(at / columns)) * Math.ceil(width / 4) + core.x / 4 + (at % columns)] = loss;
    },
  });
  return { ...maps, windows };
}

describe('an image of odd sides in windows of every place', () => {
  // Of three windows a side one is in the middle.
  const size = { width: 203, height: 197 };
  const cut = 64;
  async function expectSameMaps(model: StoredModel, runners: readonly MemberRunner[], limit: number): Promise<void> {
    const whole = await tfjsRunners.of(model);
    const [got, wanted] = [await predicted(model, runners, { ...size, coreSide: cut }), await predicted(model, whole, { ...size, coreSide: 256 })];
    expect([got.windows, wanted.windows]).toEqual([9, 1]);
    expectClose(got.first, wanted.first, limit);
    expectClose(got.mutualInformation, wanted.mutualInformation, limit);
    expectClose(got.loss, wanted.loss, limit);
    expect(Math.max(...wanted.mutualInformation)).toBeGreaterThan(0.01);
    await disposeAll(runners, whole);
  }

  test('has the maps of the image at once', async () => {
    const model = unet(2);
    await expectSameMaps(model, await tfjsRunners.of(model), tolerance);
  });

  test.skipIf(whyNoOnnxRuntime !== null)(`and with ONNX Runtime (${whyNoOnnxRuntime ?? 'it is here'})`, async () => {
    const model = unet(2);
    const session = await EnsembleSession.open(model, 1);
    await expectSameMaps(model, session.runners(() => session.close()), toleranceBetweenRuntimes);
  });
});

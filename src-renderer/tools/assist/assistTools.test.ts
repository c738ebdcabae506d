import { beforeEach, expect, test, vi } from 'vitest';
import { spansOfMask } from '../../../src-main/core/labels/spans.ts';
import type { ComputeApi } from '../../compute/computeApi.ts';
import type { ComputeClient } from '../../compute/ComputeClient.ts';
import { makeCompute } from '../../compute/makeCompute.ts';
import { words } from '../../messages/messages.ts';
import { BoxPromptTool } from '../boxPrompt/BoxPromptTool.ts';
import { probabilityGrowth } from '../regionGrow/probabilityGrowth.ts';
import { regionGrowOptions } from '../regionGrow/regionGrowOptions.svelte.ts';
import { SmartProposer } from '../smartBrush/SmartProposer.ts';
import { SuperpixelCache } from '../superpixel/SuperpixelCache.ts';
import { superpixelOptions } from '../superpixel/superpixelOptions.svelte.ts';
import { SuperpixelProposer } from '../superpixel/SuperpixelProposer.ts';
import { thresholdOptions } from '../threshold/thresholdOptions.svelte.ts';
import { ThresholdTool } from '../threshold/ThresholdTool.ts';
import { wandGrowth } from '../wand/wandGrowth.ts';
import { wandOptions } from '../wand/wandOptions.svelte.ts';
import { ProposalBrush } from './ProposalBrush.ts';
import { SeedTool } from './SeedTool.ts';
import { FakeTarget, at } from './testing/fakeTarget.ts';

/** Two light squares of 3 x 3 on dark ground, the second less light. */
function squares(): FakeTarget {
  const samples = new Uint8Array(12 * 5).fill(20);
  for (let y = 1; y < 4; y++) {
    samples.fill(200, y * 12 + 1, y * 12 + 4);
    samples.fill(140, y * 12 + 7, y * 12 + 10);
  }
  const probability = samples.map((value) => (value === 200 ? 250 : value === 140 ? 150 : 10));
  return new FakeTarget({ width: 12, height: 5, samples, modelId: 'model', planes: { 'probability-1': probability } });
}

const leftSquare = ['............', '.111........', '.111........', '.111........', '............'];
const bothSquares = ['............', '.111...111..', '.111...111..', '.111...111..', '............'];
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** The worker's functions on this thread. */
function fakeCompute(): ComputeClient {
  const functions = makeCompute() as unknown as Record<string, (input: unknown) => unknown>;
  return { run: async (name: keyof ComputeApi, input: unknown) => functions[name]!(input) } as unknown as ComputeClient;
}

beforeEach(() => {
  wandOptions.setTolerance(24);
  regionGrowOptions.setProbability(0.5);
  thresholdOptions.setPlace('box');
  thresholdOptions.setSmallestObject(1);
});

test('the wand shows while pressed what it paints when released', async () => {
  const fake = squares();
  const wand = new SeedTool(wandGrowth);
  wand.pointerDown(at(2.5, 2.5), fake.target);
  expect(wand.isBusy).toBe(true);
  await turn();
  expect(wand.preview?.areas?.[0]?.spans).toHaveLength(9);
  expect(fake.told).toBe(words.assist.wand.told(24, 9));
  expect(fake.changes).toHaveLength(0);
  wand.pointerUp();
  expect(fake.drawn).toEqual(leftSquare);
  expect(fake.changes[0]).toMatchObject({ tool: 'wand', classIndex: 1 });
  expect(wand.preview).toBeNull();
});

test('a press let go before the samples have come paints when they have', async () => {
  const fake = squares();
  const wand = new SeedTool(wandGrowth);
  wand.pointerDown(at(2.5, 2.5), fake.target);
  wand.pointerUp();
  expect(fake.changes).toHaveLength(0);
  await turn();
  expect(fake.drawn).toEqual(leftSquare);
});

test('a drag upwards widens the wand’s tolerance, and Escape puts all back', async () => {
  const fake = squares();
  const wand = new SeedTool(wandGrowth);
  wand.pointerDown(at(2.5, 2.5), fake.target);
  await turn();
  wand.pointerMove([at(2.5, -350)]);
  expect(wandOptions.tolerance).toBe(128);
  wand.pointerMove([at(2.5, -197.5)]);
  expect(wandOptions.tolerance).toBe(124);
  wand.cancel();
  expect(wandOptions.tolerance).toBe(24);
  expect(wand.isBusy).toBe(false);
  wand.pointerUp();
  expect(fake.changes).toHaveLength(0);
});

test('a press outside the image does nothing', () => {
  const wand = new SeedTool(wandGrowth);
  wand.pointerDown(at(-1, 2), squares().target);
  expect(wand.isBusy).toBe(false);
});

test('region grow follows the probability, tells why nothing grows, and asks for a model', async () => {
  const fake = squares();
  const grow = new SeedTool(probabilityGrowth);
  grow.pointerDown(at(8.5, 2.5), fake.target);
  await turn();
  grow.pointerUp();
  expect(fake.drawn.map((row) => row.slice(6))).toEqual(['......', '.111..', '.111..', '.111..', '......']);
  regionGrowOptions.setProbability(0.7);
  grow.pointerDown(at(8.5, 2.5), fake.target);
  await turn();
  expect(fake.told).toBe(words.assist.regionGrow.none(0.7));
  grow.pointerMove([at(8.5, -57.5)]);
  expect(regionGrowOptions.probability).toBe(0.46);
  grow.pointerUp();
  const without = new FakeTarget({ width: 2, height: 1, samples: new Uint8Array(2) });
  grow.pointerDown(at(0.5, 0.5), without.target);
  await turn();
  expect(without.told).toBe(words.assist.noModel);
  expect(grow.isBusy).toBe(false);
});

test('a threshold starts at Otsu’s, follows the arrow keys and is applied by Enter', async () => {
  const fake = squares();
  const tool = new ThresholdTool(fakeCompute());
  tool.pointerDown(at(0, 0), fake.target);
  tool.pointerMove([at(12, 5)]);
  expect(tool.preview?.box).toEqual({ x: 0, y: 0, width: 12, height: 5 });
  tool.pointerUp();
  await turn();
  expect(thresholdOptions.hasProposal).toBe(true);
  expect(fake.told).toBe(words.assist.threshold.told(18));
  expect(tool.key('ArrowUp', fake.target)).toBe(true);
  expect(fake.changes).toHaveLength(0);
  expect(tool.key('Enter', fake.target)).toBe(true);
  expect(thresholdOptions.hasProposal).toBe(false);
  await turn();
  expect(fake.drawn).toEqual(bothSquares);
  expect(fake.changes[0]!.tool).toBe('threshold');
  expect(thresholdOptions.hasProposal).toBe(false);
  expect(tool.key('Enter', fake.target)).toBe(false);
});

test('the slider moves a standing proposal, Escape drops it', async () => {
  const fake = squares();
  const tool = new ThresholdTool(fakeCompute());
  tool.pointerDown(at(0, 0), fake.target);
  tool.pointerMove([at(12, 5)]);
  tool.pointerUp();
  await turn();
  thresholdOptions.setThreshold(60);
  thresholdOptions.setThreshold(180);
  await turn();
  expect(tool.preview?.areas?.[0]?.spans).toHaveLength(9);
  tool.cancel();
  expect(tool.preview).toBeNull();
  expect(tool.key('Enter', fake.target)).toBe(false);
  expect(fake.changes).toHaveLength(0);
});

test('a threshold keeps to the region or the selection, and says when there is none', async () => {
  const fake = squares();
  const tool = new ThresholdTool(fakeCompute());
  thresholdOptions.setPlace('region');
  tool.pointerDown(at(1, 1), fake.target);
  expect(fake.told).toBe(words.assist.threshold.noRegion);
  const mask = new Uint8Array(6 * 5).fill(1);
  fake.region = spansOfMask({ box: { x: 0, y: 0, width: 6, height: 5 }, mask });
  expect(tool.key('Enter', fake.target)).toBe(true);
  await turn();
  tool.key('Enter', fake.target);
  await turn();
  expect(fake.drawn).toEqual(leftSquare);
  thresholdOptions.setPlace('selection');
  tool.pointerDown(at(1, 1), fake.target);
  expect(fake.told).toBe(words.assist.threshold.noSelection);
});

test('a click is no box', () => {
  const fake = squares();
  const tool = new ThresholdTool(fakeCompute());
  tool.pointerDown(at(3, 3), fake.target);
  tool.pointerUp();
  expect(fake.told).toBe(words.assist.dragABox);
  expect(tool.isBusy).toBe(false);
});

/** Class 2 in the upper half, class 1 in the lower. */
function halves(width: number, height: number) {
  const values = new Uint8Array(width * height * 3);
  for (let index = 0; index < width * height; index++) values[(index < (width * height) / 2 ? 2 : 1) * width * height + index] = 200;
  return { width, height, classCount: 3, values };
}

async function boxProposed(fake: FakeTarget): Promise<BoxPromptTool> {
  const tool = new BoxPromptTool();
  fake.predictBox = async ({ width, height }) => halves(width, height);
  tool.pointerDown(at(2, 0.5), fake.target);
  tool.pointerMove([at(6, 3.5)]);
  tool.pointerUp();
  expect(fake.told).toBe(words.assist.boxPrompt.predicting);
  await turn();
  expect(fake.told).toBe(words.assist.boxPrompt.proposed);
  return tool;
}

test('a box prompt proposes the networks’ classes; Enter labels all of the box', async () => {
  const fake = squares();
  const tool = await boxProposed(fake);
  expect(tool.preview?.areas).toHaveLength(2);
  expect(tool.key('Enter', fake.target)).toBe(true);
  expect(fake.drawn.slice(0, 4)).toEqual(['..2222......', '..2222......', '..1111......', '..1111......']);
});

test('a box prompt proposes no retired class: the next most probable one takes its place', async () => {
  const fake = squares();
  fake.retired = new Set([2]);
  const tool = await boxProposed(fake);
  tool.key('Enter', fake.target);
  // Classes 0 and 1 are equally improbable in the upper half: the lower index is taken.
  expect(fake.drawn.slice(0, 4)).toEqual(['..0000......', '..0000......', '..1111......', '..1111......']);
});

test('Shift+Enter labels only the class in hand, Escape nothing', async () => {
  const fake = squares();
  (await boxProposed(fake)).key('Shift+Enter', fake.target);
  expect(fake.drawn.slice(0, 4)).toEqual(['............', '............', '..1111......', '..1111......']);
  const tool = await boxProposed(fake);
  tool.cancel();
  expect(tool.key('Enter', fake.target)).toBe(false);
  expect(fake.changes).toHaveLength(1);
});

test('Escape gives a prediction up, and a failure is told', async () => {
  const fake = squares();
  const tool = new BoxPromptTool();
  const signals: AbortSignal[] = [];
  fake.predictBox = (_box, signal) => {
    signals.push(signal);
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  };
  const drag = (): void => {
    tool.pointerDown(at(0, 0), fake.target);
    tool.pointerMove([at(5, 5)]);
    tool.pointerUp();
  };
  drag();
  tool.cancel();
  await turn();
  expect(signals[0]!.aborted).toBe(true);
  expect(fake.told).toBeNull();
  fake.predictBox = () => Promise.reject(new Error('out of memory'));
  drag();
  await turn();
  expect(fake.told).toBe(words.assist.failed);
  expect(tool.isBusy).toBe(false);
});

test('the superpixel brush paints all of every superpixel it touches', async () => {
  const fake = squares();
  superpixelOptions.setSide(4);
  const brush = new ProposalBrush(new SuperpixelProposer(new SuperpixelCache(fakeCompute())), (radius) => radius);
  brush.hover(at(2.5, 2.5), fake.target);
  await vi.waitFor(() => expect(brush.preview?.areas?.[0]?.spans.length).toBeGreaterThan(0));
  expect(brush.preview?.grid?.[0]?.length).toBeGreaterThan(0);
  const shown = brush.preview!.areas![0]!.spans;
  brush.pointerDown(at(2.5, 2.5), fake.target);
  expect(brush.preview?.areas?.[0]?.spans).toEqual(shown);
  brush.pointerUp();
  await vi.waitFor(() => expect(fake.changes).toHaveLength(1));
  const painted = fake.labels.classes.readBox({ x: 0, y: 0, width: 12, height: 5 }).map((value) => (value === 1 ? 1 : 0));
  expect(spansOfMask({ box: { x: 0, y: 0, width: 12, height: 5 }, mask: painted })).toEqual(shown);
});

test('the smart brush asks for labels of two classes, then paints what looks like its class', async () => {
  const samples = Uint8Array.from({ length: 48 * 32 }, (_, index) => (index % 48 < 24 ? 60 : 180));
  const fake = new FakeTarget({ width: 48, height: 32, samples });
  fake.radiusImagePx = 6;
  const brush = new ProposalBrush(new SmartProposer(fakeCompute()), (radius) => radius);
  brush.pointerDown(at(24, 16), fake.target);
  brush.pointerUp();
  await vi.waitFor(() => expect(fake.told).toBe(words.assist.smartBrush.fewClasses));
  expect(brush.isBusy).toBe(false);
  for (let y = 2; y < 6; y++) for (let x = 2; x < 46; x++) if (x < 22 || x > 25) fake.paint(x, y, x < 24 ? 0 : 1);
  brush.pointerDown(at(24, 20), fake.target);
  brush.pointerUp();
  await vi.waitFor(() => expect(fake.changes).toHaveLength(1));
  for (const row of fake.drawn.slice(14, 26)) expect(row.slice(0, 22)).toBe('.'.repeat(22));
  expect(fake.drawn[20]!.slice(25, 30)).toBe('11111');
  expect(fake.drawn[20]!.slice(30)).toBe('.'.repeat(18));
});

test('Escape drops a stroke that is still computed', async () => {
  const fake = squares();
  const brush = new ProposalBrush(new SuperpixelProposer(new SuperpixelCache(fakeCompute())), (radius) => radius);
  brush.pointerDown(at(2.5, 2.5), fake.target);
  brush.pointerUp();
  brush.cancel();
  await turn();
  await turn();
  expect(fake.changes).toHaveLength(0);
});

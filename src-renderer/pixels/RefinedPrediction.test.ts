import { expect, test, vi } from 'vitest';
import type { PixelBox } from '../../src-main/core/geometry.ts';
import { usualCrf } from '../../src-main/core/vision/crf/denseCrf.ts';
import type { RefineBlockRequest } from '../../src-main/core/vision/crf/refineBlock.ts';
import type { ComputeClient } from '../compute/ComputeClient.ts';
import type { LoadedImage } from './LoadedImage.svelte.ts';
import { RefinedPrediction } from './RefinedPrediction.ts';

const record = { width: 1300, height: 600, channels: 1, colour: 'grey', channelRanges: [[0, 255]], displayRange: [10, 90] };

interface Asked {
  readonly request: RefineBlockRequest;
  readonly answer: (value: number) => void;
  readonly refuse: (thrown: unknown) => void;
}

/** A worker that answers when the test says so: every pixel of the part the same class. */
function setUp() {
  const asked: Asked[] = [];
  const reads: { readonly box: PixelBox; readonly level: number }[] = [];
  const changes: PixelBox[] = [];
  const failures: unknown[] = [];
  const image = {
    record,
    readSamples: (box: PixelBox, level: number) => {
      reads.push({ box, level });
      return Promise.resolve({ width: box.width, height: box.height, channels: 1, samples: new Uint8Array(box.width * box.height) });
    },
    readPlane: (plane: string, box: PixelBox) => Promise.resolve(new Uint8Array(box.width * box.height).fill(plane === 'probability-0' ? 200 : 55)),
    changed: (_what: string, box: PixelBox) => void changes.push(box),
  } as unknown as LoadedImage;
  const compute = {
    run: (_name: string, request: RefineBlockRequest) =>
      new Promise<Uint8Array>((resolve, refuse) => {
        const { width, height } = request.part;
        asked.push({ request, refuse, answer: (value) => resolve(new Uint8Array(width * height).fill(value)) });
      }),
  } as unknown as ComputeClient;
  const prediction = new RefinedPrediction({ compute, image, modelId: 'm', classCount: 2, options: usualCrf, failed: (thrown) => failures.push(thrown) });
  const next = async (count: number): Promise<Asked> => {
    await vi.waitFor(() => expect(asked).toHaveLength(count));
    return asked[count - 1]!;
  };
  return { asked, reads, changes, failures, prediction, next };
}

test('what is in sight is refined block by block, the nearest first, and shown when it is there', async () => {
  const { asked, changes, prediction, next, reads } = setUp();
  prediction.want(0, { x: 400, y: 100, width: 200, height: 100 });
  const first = await next(1);
  expect(reads).toEqual([{ box: { x: 0, y: 0, width: 560, height: 560 }, level: 0 }]);
  expect(first.request).toMatchObject({ ranges: [[10, 90]], part: { x: 0, y: 0, width: 512, height: 512 }, options: usualCrf });
  expect(first.request.probabilities.map((plane) => plane[0])).toEqual([200, 55]);
  expect(prediction.tile({ level: 0, column: 1, row: 1 })).toBeNull();
  first.answer(1);
  const second = await next(2);
  expect(second.request.part).toEqual({ x: 48, y: 0, width: 512, height: 512 });
  expect(prediction.tile({ level: 0, column: 1, row: 1 })).toEqual(new Uint8Array(256 * 256).fill(1));
  second.answer(0);
  await vi.waitFor(() => expect(changes).toEqual([{ x: 0, y: 0, width: 512, height: 512 }, { x: 512, y: 0, width: 512, height: 512 }]));
  expect(asked).toHaveLength(2);
});

test('a coarser level is refined with shorter reaches, and told of in pixels of the image', async () => {
  const { changes, prediction, next } = setUp();
  prediction.want(1, { x: 0, y: 0, width: 10, height: 10 });
  const { request, answer } = await next(1);
  expect(request.part).toEqual({ x: 0, y: 0, width: 650, height: 300 });
  expect(request.options).toEqual({ ...usualCrf, appearanceReachPx: 12, smoothnessReachPx: 1 });
  answer(1);
  await vi.waitFor(() => expect(changes).toEqual([{ x: 0, y: 0, width: 1300, height: 600 }]));
});

test('other settings refine anew; until then the last outcome stays', async () => {
  const { prediction, next, changes } = setUp();
  prediction.want(1, { x: 0, y: 0, width: 10, height: 10 });
  (await next(1)).answer(1);
  await vi.waitFor(() => expect(changes).toHaveLength(1));
  prediction.change({ ...usualCrf, iterations: 2 });
  const again = await next(2);
  expect(again.request.options.iterations).toBe(2);
  expect(prediction.tile({ level: 1, column: 0, row: 0 })![0]).toBe(1);
  again.answer(0);
  await vi.waitFor(() => expect(prediction.tile({ level: 1, column: 0, row: 0 })![0]).toBe(0));
});

test('a box is read across blocks, and blocks that are there are not refined again', async () => {
  const { asked, prediction, next } = setUp();
  const read = prediction.read({ x: 510, y: 10, width: 4, height: 1 });
  (await next(1)).answer(1);
  (await next(2)).answer(0);
  const classes = await read;
  expect([...classes].sort()).toEqual([0, 0, 1, 1]);
  expect(classes[0]).not.toBe(classes[3]);
  expect(await prediction.read({ x: 511, y: 500, width: 1, height: 1 })).toEqual(classes.subarray(0, 1));
  expect(asked).toHaveLength(2);
});

test('a failure is told once and nothing more is tried; after the end it is told to nobody', async () => {
  const { asked, failures, prediction, next } = setUp();
  prediction.want(0, { x: 400, y: 100, width: 200, height: 100 });
  const lost = new Error('the worker is gone');
  (await next(1)).refuse(lost);
  await vi.waitFor(() => expect(failures).toEqual([lost]));
  prediction.want(0, { x: 400, y: 100, width: 200, height: 100 });
  const second = await next(2);
  prediction.end();
  second.refuse(lost);
  await Promise.resolve();
  expect(failures).toEqual([lost]);
  expect(asked).toHaveLength(2);
});

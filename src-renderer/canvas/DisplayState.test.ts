import { expect, test } from 'vitest';
import type { ImageRecord } from '../../src-main/core/records.ts';
import { PixelSource } from '../pixels/PixelSource.ts';
import { DisplayState } from './DisplayState.svelte.ts';

const record: ImageRecord = {
  id: 'one',
  name: 'one.png',
  width: 4,
  height: 1,
  channels: 1,
  colour: 'grey',
  channelNames: ['grey'],
  sampleType: 'uint8',
  displayRange: [0, 255],
  channelRanges: [[0, 255]],
  pixelSizeUm: null,
  stack: null,
  contentHash: 'hash',
  role: 'work',
  labelledFraction: 0,
  forEvaluation: false,
  labelSequence: 0,
};
const slice = (index: number): ImageRecord => ({ ...record, id: `slice ${index}`, stack: { id: 'stack', name: 'stack.tif', index, count: 2 } });

/** Serves the same four samples for every image, and counts what is fetched. */
function displayOf(samplesOf: (address: string) => readonly number[]): { readonly display: DisplayState; readonly fetched: string[] } {
  const fetched: string[] = [];
  const pixels = new PixelSource((address) => {
    fetched.push(address);
    return Promise.resolve(Uint8Array.from(samplesOf(address)).buffer);
  });
  return { display: new DisplayState(pixels), fetched };
}

test('shows a dark image by its own samples once they are known, and reads them once', async () => {
  const { display, fetched } = displayOf(() => [0, 5, 10, 20]);
  expect(display.lookOf(record).channels[0]).toMatchObject({ low: 0, high: 255 });
  await Promise.all([display.measure(record), display.measure(record)]);
  expect(display.lookOf(record).channels[0]).toMatchObject({ low: 0, high: 20 });
  expect(fetched).toHaveLength(1);
});

test('keeps one automatic window for all slices of a stack until it is asked for anew', async () => {
  const { display } = displayOf((address) => (address.includes('slice 0') ? [0, 5, 10, 20] : [0, 10, 30, 60]));
  await display.measure(slice(0));
  await display.measure(slice(1));
  expect(display.lookOf(slice(1)).channels[0]).toMatchObject({ high: 20 });
  display.setAutomatic(slice(1));
  expect(display.lookOf(slice(0)).channels[0]).toMatchObject({ high: 60 });
});

test('a chosen window goes for every image of the kind; red, green and blue share it', () => {
  const { display } = displayOf(() => [0, 0, 0, 0]);
  display.setWindows(record, [[10, 90]]);
  expect(display.lookOf({ ...record, id: 'two' }).channels[0]).toMatchObject({ low: 10, high: 90 });
  const colour: ImageRecord = { ...record, channels: 3, colour: 'rgb', channelNames: ['r', 'g', 'b'] };
  expect(display.lookOf(colour).channels[0]).toMatchObject({ low: 0, high: 255 });
  display.changeChannel(colour, 1, { window: [20, 40] });
  expect(display.lookOf(colour).channels.map(({ low }) => low)).toEqual([20, 20, 20]);
  display.reset(record);
  expect(display.lookOf(record).channels[0]).toMatchObject({ low: 0, high: 255 });
});

test('shows at most four channels at first, and transmitted light in none of their colours', () => {
  const { display } = displayOf(() => []);
  const image: ImageRecord = { ...record, channels: 6, colour: 'channels', channelNames: ['DAPI', 'Brightfield', 'a', 'b', 'c', 'd'], channelRanges: [] };
  const { channels } = display.lookOf(image);
  expect(channels.map(({ visible }) => visible)).toEqual([true, false, true, true, false, false]);
  expect(new Set(channels.map(({ colour }) => colour)).size).toBe(6);
});

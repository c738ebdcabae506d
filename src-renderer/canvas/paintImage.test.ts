import { expect, test } from 'vitest';
import type { ImageLook } from './ImageLook.ts';
import { makeSamples, paintImage, samplesOfBytes } from './paintImage.ts';

const colours = { 1: ['#ffffff'], 3: ['#ff0000', '#00ff00', '#0000ff'] } as const;

const look = (count: 1 | 3, [low, high]: readonly [number, number], change: Partial<ImageLook> = {}): ImageLook => ({
  channels: colours[count].map((colour) => ({ visible: true, colour, low, high, gamma: 1 })),
  brightness: 0,
  inverted: false,
  ...change,
});

const hex = (target: Uint32Array): string[] => [...target].map((pixel) => pixel.toString(16).padStart(8, '0'));

test('grey samples are windowed and clipped', () => {
  const grid = { width: 5, height: 1, channels: 1, samples: Uint16Array.from([0, 100, 160, 200, 60000]) };
  const target = new Uint32Array(5);
  paintImage(grid, look(1, [100, 200]), { x: 0, y: 0, width: 5, height: 1 }, target);
  expect(hex(target)).toEqual(['ff000000', 'ff000000', 'ff999999', 'ffffffff', 'ffffffff']);
});

test('colour samples keep their order: red is the lowest byte', () => {
  const grid = { width: 1, height: 2, channels: 3, samples: Uint8Array.from([1, 2, 3, 16, 32, 48]) };
  const target = new Uint32Array(1);
  paintImage(grid, look(3, [0, 255]), { x: 0, y: 1, width: 1, height: 1 }, target);
  expect(hex(target)).toEqual(['ff302010']);
});

test('only the asked box is painted', () => {
  const grid = { width: 3, height: 3, channels: 1, samples: Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9]) };
  const target = new Uint32Array(2);
  paintImage(grid, look(1, [0, 255]), { x: 1, y: 1, width: 1, height: 2 }, target);
  expect(hex(target)).toEqual(['ff050505', 'ff080808']);
});

test('a sample that is no number is black and a flat range does not divide by zero', () => {
  const grid = { width: 2, height: 1, channels: 1, samples: Float32Array.from([Number.NaN, 7]) };
  const target = new Uint32Array(2);
  paintImage(grid, look(1, [7, 7]), { x: 0, y: 0, width: 2, height: 1 }, target);
  expect(hex(target)).toEqual(['ff000000', 'ff000000']);
});

test('tile bytes are read as the image’s own type', () => {
  expect(samplesOfBytes('uint16', new Uint8Array([1, 2]).buffer)).toEqual(Uint16Array.from([0x0201]));
  expect(makeSamples('float32', 3)).toEqual(new Float32Array(3));
});

const painted = (samples: readonly number[], channels: number, chosen: ImageLook): string[] => {
  const width = samples.length / channels;
  const target = new Uint32Array(width);
  paintImage({ width, height: 1, channels, samples: Uint8Array.from(samples) }, chosen, { x: 0, y: 0, width, height: 1 }, target);
  return hex(target);
};

test('gamma over one lifts the dark parts and leaves both ends', () => {
  const chosen = look(1, [0, 255]);
  const lifted = { ...chosen, channels: chosen.channels.map((channel) => ({ ...channel, gamma: 2 })) };
  // 255 x (64 / 255) ^ (1 / 2) = 127.7
  expect(painted([0, 64, 255], 1, lifted)).toEqual(['ff000000', 'ff808080', 'ffffffff']);
});

test('brightness is added after the window, inversion comes last', () => {
  expect(painted([0, 100, 255], 1, look(1, [0, 255], { brightness: 0.2 }))).toEqual(['ff333333', 'ff979797', 'ffffffff']);
  expect(painted([0, 100], 1, look(1, [0, 255], { inverted: true }))).toEqual(['ffffffff', 'ff9b9b9b']);
  expect(painted([10, 20, 30], 3, look(3, [0, 255], { inverted: true }))).toEqual(['ffe1ebf5']);
});

test('channels are added in their colours and cut at full light; a hidden one is left out', () => {
  const channel = (colour: string, visible = true): ImageLook['channels'][number] => ({ visible, colour, low: 0, high: 255, gamma: 1 });
  const five = look(1, [0, 255], { channels: ['#ff0000', '#ffff00', '#ff00ff', '#ffffff', '#ff0000'].map((colour) => channel(colour)) });
  expect(painted([200, 100, 50, 20, 255], 5, five)).toEqual(['ff4678ff']);
  const two = look(1, [0, 255], { channels: [channel('#00ffff'), channel('#ff0000', false)] });
  expect(painted([64, 200], 2, two)).toEqual(['ff404000']);
  expect(painted([1, 2], 2, { ...two, channels: two.channels.map((each) => ({ ...each, visible: false })) })).toEqual(['ff000000']);
});

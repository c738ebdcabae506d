import { expect, test } from 'vitest';
import { makeSamples, paintImage, samplesOfBytes } from './paintImage.ts';

const hex = (target: Uint32Array): string[] => [...target].map((pixel) => pixel.toString(16).padStart(8, '0'));

test('grey samples are windowed and clipped', () => {
  const grid = { width: 5, height: 1, channels: 1, samples: Uint16Array.from([0, 100, 160, 200, 60000]) };
  const target = new Uint32Array(5);
  paintImage(grid, [100, 200], { x: 0, y: 0, width: 5, height: 1 }, target);
  expect(hex(target)).toEqual(['ff000000', 'ff000000', 'ff999999', 'ffffffff', 'ffffffff']);
});

test('colour samples keep their order: red is the lowest byte', () => {
  const grid = { width: 1, height: 2, channels: 3, samples: Uint8Array.from([1, 2, 3, 16, 32, 48]) };
  const target = new Uint32Array(1);
  paintImage(grid, [0, 255], { x: 0, y: 1, width: 1, height: 1 }, target);
  expect(hex(target)).toEqual(['ff302010']);
});

test('only the asked box is painted', () => {
  const grid = { width: 3, height: 3, channels: 1, samples: Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9]) };
  const target = new Uint32Array(2);
  paintImage(grid, [0, 255], { x: 1, y: 1, width: 1, height: 2 }, target);
  expect(hex(target)).toEqual(['ff050505', 'ff080808']);
});

test('a sample that is no number is black and a flat range does not divide by zero', () => {
  const grid = { width: 2, height: 1, channels: 1, samples: Float32Array.from([Number.NaN, 7]) };
  const target = new Uint32Array(2);
  paintImage(grid, [7, 7], { x: 0, y: 0, width: 2, height: 1 }, target);
  expect(hex(target)).toEqual(['ff000000', 'ff000000']);
});

test('tile bytes are read as the image’s own type', () => {
  expect(samplesOfBytes('uint16', new Uint8Array([1, 2]).buffer)).toEqual(Uint16Array.from([0x0201]));
  expect(makeSamples('float32', 3)).toEqual(new Float32Array(3));
});

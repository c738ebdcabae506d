import { expect, test } from 'vitest';
import { paintClasses } from './drawSample.ts';

test('objects are outlined and tinted, the background and the edge of the part are left', () => {
  const width = 5;
  const classes = Uint8Array.from([...'00000' + '01110' + '01110' + '01110' + '00000'].map(Number));
  const colours = new Uint32Array(256);
  colours[1] = 0x0000ff;
  const target = new Uint32Array(25).fill(0xff646464);
  paintClasses(target, classes, width, colours);
  expect(target[0]).toBe(0xff646464);
  expect(target[6]).toBe(0xff0000ff);
  expect(target[12]).toBe(0xff4e4e86);
});

test('an object cut by the edge has no outline along it', () => {
  const colours = new Uint32Array(256).fill(0x0000ff);
  const target = new Uint32Array(9).fill(0xff000000);
  paintClasses(target, new Uint8Array(9).fill(1), 3, colours);
  expect([...new Set(target)]).toEqual([0xff000038]);
});

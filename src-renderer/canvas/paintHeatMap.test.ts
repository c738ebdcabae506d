import { expect, test } from 'vitest';
import { colourStops, colourTable, colourMapNames, parseColour } from '../colour/colourMaps.ts';
import { blendHeatMap, heatMapLookup, paintHeatMap } from './paintHeatMap.ts';

test('opacity follows doubt and stops below the threshold', () => {
  const lookup = heatMapLookup({ colourMap: 'magma', opacity: 0.5, threshold: 100 });
  expect(lookup[0]).toBe(0);
  expect(lookup[99]).toBe(0);
  expect(lookup[100]! >>> 24).toBe(50);
  expect(lookup[255]! >>> 24).toBe(128);
});

test('a sure pixel is clear even without a threshold', () => {
  expect(heatMapLookup({ colourMap: 'viridis', opacity: 1, threshold: 0 })[0]).toBe(0);
});

test('a box of the map takes its colours from the lookup', () => {
  const lookup = new Uint32Array(256).map((_, byte) => byte * 2);
  const target = new Uint32Array(4);
  paintHeatMap(Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8]), 3, { x: 1, y: 1, width: 2, height: 2 }, lookup, target);
  expect([...target]).toEqual([8, 10, 14, 16]);
});

test('haze is laid over a picture, half of it inside the region, and the confident part is greyed', () => {
  const lookup = new Uint32Array(256);
  lookup[200] = 0x80_00_00_ff;
  const target = new Uint32Array(4).fill(0xff_ff_00_00);
  blendHeatMap(target, Uint8Array.from([200, 200, 3, 3]), { lookup, thinned: Uint8Array.from([0, 1, 0, 1]), greyBelow: 10 });
  const [hazy, thin, grey, kept] = [...target].map((pixel) => [pixel & 255, (pixel >>> 8) & 255, (pixel >>> 16) & 255]);
  expect(hazy).toEqual([128, 0, 126]);
  expect(thin).toEqual([63, 0, 191]);
  expect(new Set(grey).size).toBe(1);
  expect(kept).toEqual([0, 0, 255]);
});

test('colour maps grow steadily lighter, as their sources promise', () => {
  const luminance = (table: Uint8Array, at: number): number => {
    const linear = (byte: number): number => (byte / 255) ** 2.2;
    return 0.2126 * linear(table[at * 3]!) + 0.7152 * linear(table[at * 3 + 1]!) + 0.0722 * linear(table[at * 3 + 2]!);
  };
  for (const name of colourMapNames) {
    const table = colourTable(name);
    expect(table).toHaveLength(768);
    for (let at = 8; at < 256; at += 8) expect(luminance(table, at)).toBeGreaterThan(luminance(table, at - 8));
  }
});

test('end colours equal the published tables', () => {
  expect([...colourTable('magma').slice(0, 3)]).toEqual([0, 0, 4]);
  expect([...colourTable('viridis').slice(-3)]).toEqual([253, 231, 37]);
  expect([...colourTable('cividis').slice(0, 3)]).toEqual([0, 34, 78]);
  expect(colourStops('magma', 2)).toBe('rgb(0 0 4), rgb(252 253 191)');
});

test('a class colour is read as its three bytes', () => {
  expect(parseColour('#0a10ff')).toEqual([10, 16, 255]);
});

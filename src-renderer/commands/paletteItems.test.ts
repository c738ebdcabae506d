import { expect, test } from 'vitest';
import { findItems } from './paletteItems.ts';
import type { PaletteItem } from './paletteItems.ts';

const item = (title: string, kind = 'View'): PaletteItem => ({ id: title, title, kind, keys: [], whyNot: null, run: () => undefined });
const items = [item('Zoom in'), item('Zoom out'), item('Brush', 'Tools'), item('nuclei-07.png', 'Image'), item('Heat map on or off', 'Overlays')];
const found = (typed: string): string[] => findItems(items, typed).map(({ title }) => title);

test('letters may be left out', () => {
  expect(found('zo')).toEqual(['Zoom in', 'Zoom out']);
  expect(found('hmap')[0]).toBe('Heat map on or off');
  expect(found('nuc7')[0]).toBe('nuclei-07.png');
});

test('the kind is searched too, and nothing typed shows all', () => {
  expect(found('image')).toContain('nuclei-07.png');
  expect(found(' ')).toHaveLength(items.length);
  expect(found('xyzxyz')).toEqual([]);
});

import { expect, test } from 'vitest';
import type { ModelRecord } from '../records.ts';
import { lineageOf } from './lineage.ts';
import type { LineageNode } from './lineage.ts';

const model = (id: string, parentId: string | null): ModelRecord => ({
  id,
  name: id,
  state: 'retired',
  createdAt: `2026-01-0${id}`,
  architecture: 'unet',
  memberCount: 1,
  parentId,
  figures: null,
  parentFigures: null,
  comparison: null,
  learned: null,
});
const shape = (nodes: readonly LineageNode[]): unknown => nodes.map(({ model: { id }, children }) => [id, shape(children)]);

test('models hang below whom they learned from, oldest first', () => {
  expect(shape(lineageOf([model('4', '2'), model('3', '1'), model('2', '1'), model('1', null), model('5', null)]))).toEqual([
    ['1', [['2', [['4', []]]], ['3', []]]],
    ['5', []],
  ]);
});

test('a model whose parent is gone begins a tree', () => {
  expect(shape(lineageOf([model('2', 'gone')]))).toEqual([['2', []]]);
});

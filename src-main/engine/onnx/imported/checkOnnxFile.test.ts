import { rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/tinyData.ts';
import { tinyGraph } from '../../testing/tinyGraphs.ts';
import { checkOnnxBytes, checkOnnxFile } from './checkOnnxFile.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Graph = { node: Record<string, unknown>[]; initializer: Record<string, unknown>[] };

/** A tiny graph with its graph message changed. */
function changed(change: (graph: Graph) => Record<string, unknown>): Uint8Array {
  return tinyGraph({ change: (model) => ({ ...model, graph: { ...(model['graph'] as Graph), ...change(model['graph'] as Graph) } }) });
}

const outside = [{ key: 'location', value: '../../../../etc/passwd' }];
const hidden = { name: 'hidden', dims: [1], dataType: 1, dataLocation: 1, externalData: outside };
const inner = (graph: Graph, initializer: unknown[], node: unknown[] = []): Record<string, unknown> => ({
  node: [...graph.node, { opType: 'If', input: ['x'], output: ['y'], attribute: [{ name: 'then_branch', type: 5, g: { name: 'inner', node, initializer } }] }],
});

test.each([
  ['weights in another file', changed(({ initializer }) => ({ initializer: initializer.map((tensor) => ({ ...tensor, dataLocation: 1, externalData: outside })) })), /weights0 in another/],
  ['a place in another file without the flag', changed(({ initializer }) => ({ initializer: [...initializer, { ...hidden, dataLocation: 0 }] })), /hidden in another/],
  ['a constant in another file', changed(({ node }) => ({ node: [...node, { opType: 'Constant', output: ['c'], attribute: [{ name: 'value', type: 4, t: hidden }] }] })), /hidden in another/],
  ['weights of an inner graph in another file', changed((graph) => inner(graph, [hidden])), /hidden in another/],
  ['weights of a sparse tensor in another file', changed(() => ({ sparseInitializer: [{ values: hidden }] })), /hidden in another/],
  ['a loop', changed(({ node }) => ({ node: [...node, { opType: 'Loop', input: [''], output: ['z'] }] })), /without loops, got Loop/],
  ['a loop in an inner graph', changed((graph) => inner(graph, [], [{ opType: 'Scan', output: ['z'] }])), /without loops, got Scan/],
  ["somebody's operator", changed(({ node }) => ({ node: [...node, { opType: 'Run', domain: 'evil', output: ['z'] }] })), /standard alone, got evil\.Run/],
  ['functions of its own', tinyGraph({ change: (model) => ({ ...model, functions: [{ name: 'mine', domain: 'x' }] }) }), /function of its own \(mine\)/],
])('%s is refused', (_what, bytes, message) => {
  expect(() => checkOnnxBytes(bytes, 'a.onnx')).toThrowError(message);
});

test.each([
  ['text', new TextEncoder().encode('#!/bin/sh\nrm -rf /\n')],
  ['nothing', new Uint8Array()],
  ['half a file', tinyGraph().subarray(0, 60)],
  ['a graph without nodes', changed(() => ({ node: [] }))],
])('%s is no ONNX file', (_what, bytes) => {
  let thrown: unknown;
  try {
    checkOnnxBytes(bytes, 'a.onnx');
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ code: 'corrupt', message: expect.stringContaining('a.onnx: no ONNX file') as string });
});

test('links, folders, files that are not there and files that are too large are refused before they are read', async () => {
  const [link, huge] = [join(folder, 'link.onnx'), join(folder, 'huge.onnx')];
  await symlink('/etc/hostname', link);
  await writeFile(huge, '');
  await truncate(huge, 2 ** 30 + 1);
  await expect(checkOnnxFile(link)).rejects.toMatchObject({ code: 'invalidInput' });
  await expect(checkOnnxFile(folder)).rejects.toMatchObject({ code: 'invalidInput' });
  await expect(checkOnnxFile(join(folder, 'none.onnx'))).rejects.toMatchObject({ code: 'notFound' });
  await expect(checkOnnxFile(huge)).rejects.toMatchObject({ code: 'invalidInput', message: expect.stringContaining('1073741825') as string });
});

import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectWithImages } from '../testing/projectWithImages.ts';
import { finished } from '../testing/testApp.ts';
import { fileStem } from './exportOnnx.ts';

test('a model is written as one file named after it, the one in use where none is named', async () => {
  const { client, folder } = await projectWithImages('model');
  const [model] = await client.models.list();
  await client.models.rename({ modelId: model!.id, name: 'Nuclei: first / try' });
  const out = join(folder, 'out');
  const job = await finished(client, () => client.exports.onnx({ folder: out }));
  expect(job).toMatchObject({ kind: 'export', state: 'done', message: { text: expect.stringContaining('Nuclei-first-try.onnx') as string } });
  expect(await readdir(out)).toEqual(['Nuclei-first-try.onnx']);
  expect(await readFile(join(out, 'Nuclei-first-try.onnx'), 'utf8')).toBe('a graph');
});

test('a file that is there already is not written over', async () => {
  const { client, folder } = await projectWithImages('model');
  const [model] = await client.models.list();
  const out = join(folder, 'out');
  await mkdir(out);
  await writeFile(join(out, `${model!.name}.onnx`), 'precious');
  const job = await finished(client, () => client.exports.onnx({ modelId: model!.id, folder: out }));
  expect(job.error).toMatchObject({ code: 'conflict' });
  expect(await readFile(join(out, `${model!.name}.onnx`), 'utf8')).toBe('precious');
});

test('without a model in use, or with an unknown one, the call is refused', async () => {
  const { client, folder } = await projectWithImages('images');
  await expect(client.exports.onnx({ folder })).rejects.toMatchObject({ code: 'noModel' });
  await expect(client.exports.onnx({ folder, modelId: 'nobody' })).rejects.toMatchObject({ code: 'notFound' });
});

test.each([
  ['Model 3', 'Model-3'],
  ['../../etc/passwd', 'etc-passwd'],
  ['Kerne, größer', 'Kerne-größer'],
  ['???', 'model'],
])('%s is written as %s', (name, stem) => expect(fileStem(name)).toBe(stem));

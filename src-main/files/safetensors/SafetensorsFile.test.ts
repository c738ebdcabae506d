import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { SafetensorsFile } from './SafetensorsFile.ts';

interface Contents {
  readonly header: string;
  readonly data?: Uint8Array;
  /** Default: the header's own. */
  readonly headerLength?: bigint;
}

async function written({ header, data = new Uint8Array(), headerLength }: Contents): Promise<string> {
  const text = new TextEncoder().encode(header);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, headerLength ?? BigInt(text.length), true);
  const path = join(await temporaryFolder(), 'weights.safetensors');
  await writeFile(path, Buffer.concat([length, text, data]));
  return path;
}

const bytesOf = (values: Float32Array | Float16Array | Float64Array | Uint16Array | BigInt64Array): Uint8Array => new Uint8Array(values.buffer);
const tensor = (shape: readonly number[], [from, to]: readonly [number, number], dtype = 'F32'): object => ({ dtype, shape, data_offsets: [from, to] });
const fourFloats = bytesOf(Float32Array.of(1, -2, 0.5, 3));

describe('SafetensorsFile', () => {
  test.each([
    ['F32', bytesOf(Float32Array.of(1, -2, 0.5, 3))],
    ['F64', bytesOf(Float64Array.of(1, -2, 0.5, 3))],
    ['F16', bytesOf(Float16Array.of(1, -2, 0.5, 3))],
    // The upper halves of the same numbers in float32.
    ['BF16', bytesOf(Uint16Array.of(0x3f80, 0xc000, 0x3f00, 0x4040))],
  ])('reads values of type %s', async (dtype, data) => {
    const path = await written({ header: JSON.stringify({ __metadata__: { format: 'pt' }, a: tensor([2, 2], [0, data.length], dtype) }), data });
    const file = await SafetensorsFile.open(path);
    expect([...file.tensors.keys()]).toEqual(['a']);
    expect(file.tensors.get('a')).toMatchObject({ type: dtype, shape: [2, 2] });
    expect([...(await file.read('a'))]).toEqual([1, -2, 0.5, 3]);
    await file.close();
  });

  test('reads each tensor from its own place, in whatever order they are named', async () => {
    const path = await written({ header: JSON.stringify({ second: tensor([3], [4, 16]), first: tensor([], [0, 4]), none: tensor([0, 7], [4, 4]) }), data: fourFloats });
    const file = await SafetensorsFile.open(path);
    expect([...(await file.read('second'))]).toEqual([-2, 0.5, 3]);
    expect([...(await file.read('first'))]).toEqual([1]);
    expect(await file.read('none')).toHaveLength(0);
    await expect(file.read('third')).rejects.toThrow(/no tensor third/);
    await file.close();
  });

  test('whole numbers are listed, for a counter may lie among the weights, but not read as weights', async () => {
    const path = await written({ header: JSON.stringify({ counter: tensor([], [0, 8], 'I64') }), data: bytesOf(BigInt64Array.of(7n)) });
    const file = await SafetensorsFile.open(path);
    await expect(file.read('counter')).rejects.toThrow(/tensor counter: wanted values of type F32, F64, F16, BF16, got I64/);
    await file.close();
  });

  test('a value that is no number is refused by the tensor’s name', async () => {
    const path = await written({ header: JSON.stringify({ a: tensor([2], [0, 8]) }), data: bytesOf(Float32Array.of(1, Number.NaN)) });
    const file = await SafetensorsFile.open(path);
    await expect(file.read('a')).rejects.toThrow(/a value of the a is not finite/);
    await file.close();
  });

  test('a file that is cut while it is open is an error, not a wait', async () => {
    const path = await written({ header: JSON.stringify({ a: tensor([4], [0, 16]) }), data: fourFloats });
    const file = await SafetensorsFile.open(path);
    await truncate(path, 70);
    await expect(file.read('a')).rejects.toMatchObject({ code: 'corrupt' });
    await file.close();
  });

  const good = JSON.stringify({ a: tensor([4], [0, 16]) });
  test.each<[string, Contents, RegExp]>([
    ['a header longer than the file', { header: good, data: fourFloats, headerLength: 1_000_000n }, /wanted a header of at most \d+ bytes, got 1000000/],
    ['a header’s length near 2^64', { header: good, data: fourFloats, headerLength: 2n ** 64n - 1n }, /got 18446744073709551615/],
    ['a header that is no JSON', { header: '{"a":' }, /the header is not to be read/],
    ['a header that is a list', { header: '[]' }, /no JSON object/],
    ['an unknown type', { header: JSON.stringify({ a: tensor([4], [0, 16], 'F33') }), data: fourFloats }, /tensor a: dtype/],
    ['a negative side', { header: JSON.stringify({ a: tensor([-4], [0, 16]) }), data: fourFloats }, /tensor a: shape\.0/],
    ['a side that is no whole number', { header: '{"a":{"dtype":"F32","shape":[1e400],"data_offsets":[0,16]}}', data: fourFloats }, /tensor a: shape\.0/],
    ['sides whose product no memory holds', { header: JSON.stringify({ a: tensor([2 ** 40, 2 ** 40], [0, 16]) }), data: fourFloats }, /tensor a: wanted \d+.* bytes for its shape, got 16/],
    ['offsets that go backwards', { header: JSON.stringify({ a: tensor([4], [16, 0]) }), data: fourFloats }, /wanted 16 bytes for its shape, got -16/],
    ['an offset past the end', { header: JSON.stringify({ a: tensor([4], [0, 16]) }), data: fourFloats.slice(0, 8) }, /from byte \d+ on/],
    ['tensors that overlap', { header: JSON.stringify({ a: tensor([3], [0, 12]), b: tensor([2], [8, 16]) }), data: fourFloats }, /leave a gap, overlap/],
    ['a gap between tensors', { header: JSON.stringify({ a: tensor([1], [0, 4]), b: tensor([2], [8, 16]) }), data: fourFloats }, /leave a gap, overlap/],
    ['a name that comes twice', { header: '{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}', data: fourFloats }, /leave a gap, overlap/],
    ['a field that the format has not', { header: '{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16],"code":"x"}}', data: fourFloats }, /tensor a/],
  ])('refuses %s', async (_what, contents, message) => {
    const path = await written(contents);
    const opening = SafetensorsFile.open(path);
    await expect(opening).rejects.toMatchObject({ code: 'corrupt' });
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.toThrow(path);
  });

  test('refuses what is no file, empty or not there', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'folder'));
    await writeFile(join(folder, 'empty'), '');
    await symlink(join(folder, 'empty'), join(folder, 'link'));
    await expect(SafetensorsFile.open(join(folder, 'folder'))).rejects.toMatchObject({ code: 'invalidInput' });
    await expect(SafetensorsFile.open(join(folder, 'link'))).rejects.toMatchObject({ code: 'invalidInput' });
    await expect(SafetensorsFile.open(join(folder, 'empty'))).rejects.toMatchObject({ code: 'corrupt' });
    await expect(SafetensorsFile.open(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'notFound' });
  });
});

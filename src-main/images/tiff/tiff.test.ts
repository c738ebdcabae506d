import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../files/testing/temporaryFolder.ts';
import { createImages } from '../images.ts';
import type { FileToDecode } from '../imagesApi.ts';
import { plainTiff } from '../testing/plainTiff.ts';
import type { PlainTiff } from '../testing/plainTiff.ts';

const images = createImages();

/** A page of 2 x 1 pixels whose samples tell which page it is. */
const page = (number: number, more: Partial<PlainTiff> = {}): PlainTiff => ({ width: 2, height: 1, bytes: Uint8Array.of(number, number + 100), bitsPerSample: 8, ...more });

async function file(...pages: PlainTiff[]): Promise<FileToDecode> {
  const path = join(await temporaryFolder(), 'a.tif');
  await writeFile(path, plainTiff(...pages));
  return { path, name: 'a.tif' };
}

/** The first pixel of a slice: one number a channel. */
async function firstPixel(source: FileToDecode, slice: number): Promise<number[]> {
  const path = join(await temporaryFolder(), 'pyramid');
  const { channels } = await images.decodeImage({ ...source, slice }, path);
  return [...(await readFile(path)).subarray(0, channels)];
}

test('an ImageJ hyperstack: channels lie together, then slices; its unit gives the pixel size', async () => {
  const description = 'ImageJ=1.53t\nimages=6\nchannels=2\nslices=3\nhyperstack=true\nunit=micron\nspacing=0.5\n';
  const resolution = { perUnit: 4, unit: 1 };
  const stack = await file(...[0, 1, 2, 3, 4, 5].map((number) => page(number, number === 0 ? { description, resolution } : {})));
  expect(await images.describe(stack)).toMatchObject({
    format: 'ImageJ TIFF',
    slices: 3,
    channels: 2,
    colour: 'channels',
    channelNames: ['C1', 'C2'],
    pixelSizeUm: { x: 0.25, y: 0.25, z: 0.5 },
  });
  expect(await Promise.all([0, 1, 2].map((slice) => firstPixel(stack, slice)))).toEqual([[0, 1], [2, 3], [4, 5]]);
});

const ome = (order: string, planes = '', sizes = 'SizeC="2" SizeZ="3" SizeT="1"') =>
  `<?xml version="1.0"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06" UUID="urn:uuid:own"><Image ID="Image:0"><Pixels ID="Pixels:0" DimensionOrder="${order}" Type="uint8" SizeX="2" SizeY="1" ${sizes} PhysicalSizeX="65" PhysicalSizeXUnit="nm" PhysicalSizeY="0.065" PhysicalSizeZ="0.2"><Channel ID="Channel:0:0" Name="DAPI &amp; more" SamplesPerPixel="1"/><Channel ID="Channel:0:1" Name="GFP" SamplesPerPixel="1"/>${planes}</Pixels></Image></OME>`;

const omeFile = (description: string, count = 6): Promise<FileToDecode> =>
  file(...Array.from({ length: count }, (_none, number) => page(number, number === 0 ? { description } : {})));

test.each([
  ['XYCZT', '', [[0, 1], [2, 3], [4, 5]]],
  ['XYZCT', '', [[0, 3], [1, 4], [2, 5]]],
  ['XYCZT', '<TiffData IFD="0" PlaneCount="6"/>', [[0, 1], [2, 3], [4, 5]]],
  // Pages in an order of their own.
  ['XYCZT', [5, 4, 3, 2, 1, 0].map((ifd, plane) => `<TiffData IFD="${ifd}" FirstC="${plane % 2}" FirstZ="${Math.floor(plane / 2)}" FirstT="0" PlaneCount="1"/>`).join(''), [[5, 4], [3, 2], [1, 0]]],
])('OME-XML in the order %s %#: each slice its channels', async (order, planes, expected) => {
  const stack = await omeFile(ome(order, planes));
  const described = await images.describe(stack);
  expect(described).toMatchObject({ format: 'OME-TIFF', slices: 3, channels: 2, colour: 'channels', channelNames: ['DAPI & more', 'GFP'] });
  expect(described.pixelSizeUm!.x).toBeCloseTo(0.065, 12);
  expect(described.pixelSizeUm).toMatchObject({ y: 0.065, z: 0.2 });
  expect(await Promise.all([0, 1, 2].map((slice) => firstPixel(stack, slice)))).toEqual(expected);
});

test('OME-XML that does not fit its file, or speaks of another, is not followed: the pages are slices', async () => {
  const short = await omeFile(ome('XYCZT'), 5);
  expect(await images.describe(short)).toMatchObject({ slices: 5, channels: 1, colour: 'grey' });
  const elsewhere = '<TiffData IFD="0" PlaneCount="6"><UUID FileName="other.ome.tif">urn:uuid:other</UUID></TiffData>';
  expect(await images.describe(await omeFile(ome('XYCZT', elsewhere)))).toMatchObject({ slices: 6, colour: 'grey' });
  expect(await images.describe(await omeFile(ome('XYCZT', '', 'SizeC="2" SizeZ="1e9" SizeT="-1"')))).toMatchObject({ slices: 6 });
});

test('the resolution tags give the pixel size, unless they only name a printer', async () => {
  const sized = (perUnit: number, unit: number): Promise<FileToDecode> => file(page(0, { resolution: { perUnit, unit } }));
  expect((await images.describe(await sized(40_000, 3))).pixelSizeUm).toEqual({ x: 0.25, y: 0.25, z: null });
  expect((await images.describe(await sized(300, 2))).pixelSizeUm).toBeNull();
  expect((await images.describe(await sized(72, 2))).pixelSizeUm).toBeNull();
  expect((await images.describe(await sized(28.346, 3))).pixelSizeUm).toBeNull();
  expect((await images.describe(await sized(4, 1))).pixelSizeUm).toBeNull();
});

test('planes kept apart are channels, or slices where their writer notes a third axis', async () => {
  const planes = { bytes: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), samplesPerPixel: 4, photometric: 2, planarConfiguration: 2 };
  const channels = await file(page(0, planes));
  expect(await images.describe(channels)).toMatchObject({ slices: 1, channels: 4, colour: 'channels' });
  expect(await firstPixel(channels, 0)).toEqual([1, 3, 5, 7]);
  const noted = await file(page(0, { ...planes, description: '{"shape": [4, 1, 2]}' }));
  expect(await images.describe(noted)).toMatchObject({ slices: 4, channels: 1, colour: 'grey' });
  expect(await firstPixel(noted, 2)).toEqual([5]);
});

test('pages of different sizes or kinds are refused, naming the page', async () => {
  const sizes = await file(page(0), { ...page(1), width: 1, height: 2 });
  await expect(images.describe(sizes)).rejects.toMatchObject({ code: 'unreadableImage', message: expect.stringContaining('page 1 is 2 x 1 pixels, page 2 1 x 2') as string });
  const kinds = await file(page(0), page(1, { bitsPerSample: 16, bytes: new Uint8Array(4) }));
  await expect(images.describe(kinds)).rejects.toMatchObject({ message: expect.stringContaining('page 2 holds samples of another kind') as string });
});

test('labels of 32 bits keep their numbers, slice by slice', async () => {
  const numbers = (first: number): PlainTiff => page(0, { bytes: new Uint8Array(Uint32Array.of(first, 70_000).buffer), bitsPerSample: 32 });
  const labels = await file(numbers(1), numbers(4_000_000_000));
  expect([...(await images.decodeLabels({ ...labels, slice: 1 })).values]).toEqual([4_000_000_000, 70_000]);
});

const shared = join(import.meta.dirname, '../../../../shared/data');

describe.skipIf(!existsSync(shared))(`shared/data${existsSync(shared) ? '' : ' (skipped: the folder of shared data is absent)'}`, () => {
  const variant = (name: string): FileToDecode => ({ path: join(shared, 'tiff-variants', name), name });

  test('every variant has the slices, channels and samples that its list says', async () => {
    const expected = JSON.parse(await readFile(join(shared, 'tiff-variants', 'expected.json'), 'utf8')) as Record<string, { shape: number[]; dtype: string; sha256: string }>;
    for (const [name, { shape, dtype, sha256 }] of Object.entries(expected)) {
      const described = await images.describe(variant(name));
      expect([described.height, described.width, described.sampleType], name).toEqual([...shape.slice(-2), dtype]);
      const planes = shape.slice(0, -2).reduce((product, size) => product * size, 1);
      expect(described.slices * described.channels, name).toBe(planes);
      if (described.channels > 1) continue;
      const hash = createHash('sha256');
      const folder = await temporaryFolder();
      for (let slice = 0; slice < described.slices; slice++) {
        const path = join(folder, String(slice));
        await images.decodeImage({ ...variant(name), slice }, path);
        const bytesPerPixel = { uint8: 1, uint16: 2, float32: 4 }[described.sampleType];
        await images.writeSamples({ path, width: described.width, height: described.height, bytesPerPixel }, `${path}.samples`);
        hash.update(await readFile(`${path}.samples`));
      }
      // The list has big-endian samples and JPEG as its own decoder gives them.
      if (name !== 'bigendian-16.tif' && name !== 'jpeg-in-tiff.tif') expect(hash.digest('hex'), name).toBe(sha256);
    }
  });

  test('channels and pixel size of the OME variants', async () => {
    expect(await images.describe(variant('multichannel.ome.tif'))).toMatchObject({ slices: 2, channels: 2, channelNames: ['a', 'b'] });
    expect(await images.describe(variant('em.ome.tif'))).toMatchObject({ slices: 4, pixelSizeUm: { x: 0.004, y: 0.004, z: 0.05 } });
    expect(await images.describe(variant('pyramid.ome.tif'))).toMatchObject({ slices: 1, width: 2048 });
  });

  test('the nuclei stack and its instances have the same slices', async () => {
    const file = (name: string): FileToDecode => ({ path: join(shared, 'nuclei3d', name), name });
    expect(await images.describe(file('image.tif'))).toMatchObject({ slices: 31, width: 57, height: 61, sampleType: 'uint16' });
    const seen = new Set<number>();
    for (let slice = 0; slice < 31; slice++) for (const value of (await images.decodeLabels({ ...file('labels_instance.tif'), slice })).values) seen.add(value);
    seen.delete(0);
    expect(seen.size).toBe(51);
  });
});

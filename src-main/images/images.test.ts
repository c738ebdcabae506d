import { existsSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { join } from 'node:path';
import { encode } from 'fast-png';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { SfumatoError } from '../core/SfumatoError.ts';
import { temporaryFolder } from '../files/testing/temporaryFolder.ts';
import { createImages } from './images.ts';
import { plainTiff } from './testing/plainTiff.ts';
import type { DecodedImage, DecodedLabels, FileToDecode } from './imagesApi.ts';

const images = createImages();

type Samples = Uint8Array | Uint16Array | Float32Array;

type Decoded = DecodedImage & { readonly samples: Samples };

async function decoded(name: string, bytes: Uint8Array, slice = 0): Promise<Decoded> {
  const path = join(await temporaryFolder(), 'file');
  await writeFile(path, bytes);
  return decodedFile({ path, name, slice });
}

/** Decodes to a pyramid and reads its full-size samples back. */
async function decodedFile(file: FileToDecode): Promise<Decoded> {
  const folder = await temporaryFolder();
  const pyramid = join(folder, 'pyramid');
  const image = await images.decodeImage(file, pyramid);
  const type = { uint8: Uint8Array, uint16: Uint16Array, float32: Float32Array }[image.sampleType];
  const { width, height, channels } = image;
  await images.writeSamples({ path: pyramid, width, height, bytesPerPixel: channels * type.BYTES_PER_ELEMENT }, join(folder, 'samples'));
  const { buffer } = Uint8Array.from(await readFile(join(folder, 'samples')));
  return { ...image, samples: new type(buffer) };
}

async function labelsOf(name: string, bytes: Uint8Array): Promise<DecodedLabels> {
  const path = join(await temporaryFolder(), 'file');
  await writeFile(path, bytes);
  return images.decodeLabels({ path, name });
}

const ramp8 = Uint8Array.from({ length: 12 }, (_none, at) => at * 20);
const ramp16 = Uint16Array.from({ length: 12 }, (_none, at) => at * 5000);

/** A TIFF of 4 x 3 pixels through sharp. */
const tiff = (data: Samples, channels: 1 | 3, space: string): Promise<Buffer> =>
  sharp(data, { raw: { width: 4, height: 3, channels } }).toColourspace(space).tiff({ compression: 'lzw' }).toBuffer();

describe('images', () => {
  test('keep 8 bits, grey', async () => {
    const image = await decoded('a.png', encode({ width: 4, height: 3, data: ramp8, channels: 1 }));
    expect(image).toMatchObject({ width: 4, height: 3, channels: 1, sampleType: 'uint8', displayRange: [0, 255] });
    expect(image.samples).toEqual(ramp8);
  });

  test('keep 16 bits, and say between which values to show them', async () => {
    const image = await decoded('a.png', encode({ width: 4, height: 3, data: ramp16, depth: 16, channels: 1 }));
    expect(image).toMatchObject({ channels: 1, sampleType: 'uint16', displayRange: [0, 55000] });
    expect(image.samples).toEqual(ramp16);
    expect((await decoded('a.tif', await tiff(ramp16, 1, 'grey16'))).samples).toEqual(ramp16);
  });

  test('drop alpha and nothing else', async () => {
    const rgba = Uint8Array.of(10, 20, 30, 0, 40, 50, 60, 128);
    const image = await decoded('a.png', encode({ width: 2, height: 1, data: rgba, channels: 4 }));
    expect(image).toMatchObject({ channels: 3, sampleType: 'uint8' });
    expect([...image.samples]).toEqual([10, 20, 30, 40, 50, 60]);
  });

  test('keep floating point, unless a sample is no number', async () => {
    const floats = Float32Array.from({ length: 12 }, (_none, at) => at / 3 - 1);
    const file = (): Uint8Array => plainTiff({ width: 4, height: 3, bytes: new Uint8Array(floats.slice().buffer), bitsPerSample: 32, sampleFormat: 3 });
    const image = await decoded('a.tif', file());
    expect(image).toMatchObject({ sampleType: 'float32' });
    expect(image.samples).toEqual(floats);
    floats[6] = NaN;
    await expect(decoded('a.tif', file())).rejects.toMatchObject({ code: 'unreadableImage', message: 'a.tif: pixel (2, 1) holds NaN; wanted finite numbers everywhere' });
  });

  test('of signed samples keep their negative values, whichever end comes first', async () => {
    const bytes = Uint8Array.of(0x18, 0xfc, 0, 0, 0xff, 0xff, 0xb8, 0x0b);
    const image = await decoded('ct.tif', plainTiff({ width: 2, height: 2, bytes, bitsPerSample: 16, sampleFormat: 2 }));
    expect(image).toMatchObject({ channels: 1, colour: 'grey', sampleType: 'float32', displayRange: [-1000, 3000] });
    expect([...image.samples]).toEqual([-1000, 0, -1, 3000]);
    const small = await decoded('small.tif', plainTiff({ width: 4, height: 1, bytes: Uint8Array.of(0x80, 0xff, 0, 0x7f), bitsPerSample: 8, sampleFormat: 2 }));
    expect([...small.samples]).toEqual([-128, -1, 0, 127]);
  });

  test('of several grey samples a pixel are channels, also where four planes are called RGB with alpha', async () => {
    const samples = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const stains = await decoded('a.tif', plainTiff({ width: 2, height: 1, bytes: samples, bitsPerSample: 8, samplesPerPixel: 4 }));
    expect(stains).toMatchObject({ channels: 4, colour: 'channels', channelNames: ['C1', 'C2', 'C3', 'C4'], sampleType: 'uint8', displayRange: [0, 255] });
    expect(stains.channelRanges).toEqual([[1, 5], [2, 6], [3, 7], [4, 8]]);
    expect(stains.samples).toEqual(samples);
  });

  test('are known by their bytes, not by their name', async () => {
    const jpeg = await sharp(ramp8, { raw: { width: 4, height: 3, channels: 1 } }).jpeg().toBuffer();
    expect(await decoded('a.tif', jpeg)).toMatchObject({ width: 4, height: 3 });
  });

  test('of several pages are a stack, each page a slice', async () => {
    // Two frames one above the other.
    // sharp writes grey as three equal colours.
    const data = Uint8Array.from({ length: 4 * 6 }, (_none, at) => at);
    const pages = await sharp(data, { raw: { width: 4, height: 6, channels: 1, pageHeight: 3 } }).tiff({ compression: 'none' }).toBuffer();
    expect([...(await decoded('stack.tif', pages, 1)).samples.filter((_sample, at) => at % 3 === 0)]).toEqual(Array.from({ length: 12 }, (_none, at) => 12 + at));
    await expect(decoded('stack.tif', pages, 2)).rejects.toMatchObject({ code: 'unreadableImage', message: expect.stringContaining('wanted slice 3, it has 2') as string });
  });

  test('cut off anywhere are refused', async () => {
    const noise = Uint8Array.from({ length: 64 * 64 }, (_none, at) => (at * 7919) % 251);
    const sound = sharp(noise, { raw: { width: 64, height: 64, channels: 1 } });
    const whole = { 'a.png': await sound.png().toBuffer(), 'a.jpg': await sound.jpeg().toBuffer(), 'a.tif': await sound.tiff({ compression: 'none' }).toBuffer() };
    for (const [name, bytes] of Object.entries(whole)) {
      for (const share of [0.1, 0.5, 0.9]) {
        await expect(decoded(name, bytes.subarray(0, Math.floor(bytes.length * share))), `${name} cut to ${share}`).rejects.toMatchObject({ code: 'unreadableImage' });
      }
    }
  });
});

test('a PNG says the size of its pixels, unless it only names a screen', async () => {
  const png = Buffer.from(encode({ width: 4, height: 3, data: ramp8, channels: 1 }));
  // Put in behind the header, which ends at byte 33.
  const physical = (perMetre: number): Promise<unknown> => {
    const chunk = Buffer.alloc(21);
    chunk.writeUInt32BE(9, 0);
    chunk.write('pHYs', 4, 'latin1');
    chunk.writeUInt32BE(perMetre, 8);
    chunk.writeUInt32BE(perMetre, 12);
    chunk[16] = 1;
    chunk.writeUInt32BE(crc32(chunk.subarray(4, 17)), 17);
    return temporaryFolder().then(async (folder) => {
      await writeFile(join(folder, 'a.png'), Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]));
      return (await images.describe({ path: join(folder, 'a.png'), name: 'a.png' })).pixelSizeUm;
    });
  };
  expect(await physical(4_000_000)).toEqual({ x: 0.25, y: 0.25, z: null });
  expect(await physical(2835)).toBeNull();
  expect(await physical(0)).toBeNull();
});

describe('labels', () => {
  test('in a palette PNG are its indices', async () => {
    const palette = [[9, 9, 9], [200, 0, 0], [0, 200, 0]];
    const png = await sharp(Uint8Array.from(Array.from({ length: 12 }, (_none, at) => palette[at % 3]!).flat()), { raw: { width: 4, height: 3, channels: 3 } })
      .png({ palette: true, colours: 4, dither: 0 })
      .toBuffer();
    const { values } = await labelsOf('a.png', png);
    expect(new Set(values).size).toBe(3);
    expect(Math.max(...values)).toBeLessThan(4);
    expect(values[0]).toBe(values[3]);
  });

  test('of 16 bits stay 16 bits, in PNG and TIFF', async () => {
    expect((await labelsOf('a.png', encode({ width: 4, height: 3, data: ramp16, depth: 16, channels: 1 }))).values).toEqual(ramp16);
    expect((await labelsOf('a.tif', await tiff(ramp16, 1, 'grey16'))).values).toEqual(ramp16);
  });

  test('may be signed numbers as long as none is negative', async () => {
    const signed = (values: Int16Array | Int32Array): Uint8Array =>
      plainTiff({ width: 2, height: 2, bytes: new Uint8Array(values.buffer), bitsPerSample: values.BYTES_PER_ELEMENT * 8, sampleFormat: 2 });
    expect([...(await labelsOf('a.tif', signed(Int16Array.of(0, 1, 2, 300)))).values]).toEqual([0, 1, 2, 300]);
    expect([...(await labelsOf('a.tif', signed(Int32Array.of(0, 1, 2, 70_000)))).values]).toEqual([0, 1, 2, 70_000]);
    const message = 'a.tif: pixel (1, 0) holds -1; wanted labels that are whole numbers from 0 on';
    await expect(labelsOf('a.tif', signed(Int32Array.of(0, -1, 2, 3)))).rejects.toMatchObject({ code: 'unreadableImage', message });
  });

  test('of 1 bit are 0 and 1', async () => {
    const png = encode({ width: 5, height: 2, data: Uint8Array.of(0b10110_000, 0b01010_000), depth: 1, channels: 1 });
    expect([...(await labelsOf('a.png', png)).values]).toEqual([1, 0, 1, 1, 0, 0, 1, 0, 1, 0]);
    const tif = plainTiff({ width: 4, height: 1, bytes: Uint8Array.of(0b0110_0000), bitsPerSample: 1 });
    expect([...(await labelsOf('a.tif', tif)).values]).toEqual([0, 1, 1, 0]);
  });

  test('are the stored numbers also where white is zero', async () => {
    const tif = plainTiff({ width: 4, height: 1, bytes: Uint8Array.of(0, 1, 2, 255), bitsPerSample: 8, photometric: 0 });
    expect([...(await labelsOf('a.tif', tif)).values]).toEqual([0, 1, 2, 255]);
  });

  test('are not colours, and not JPEG', async () => {
    const rgb = encode({ width: 2, height: 2, data: Uint8Array.from({ length: 12 }, () => 7), channels: 3 });
    await expect(labelsOf('a.png', rgb)).rejects.toMatchObject({ code: 'unreadableImage', message: expect.stringContaining('not colours') as string });
    await expect(labelsOf('a.tif', await tiff(Uint8Array.from({ length: 36 }, () => 7), 3, 'srgb'))).rejects.toMatchObject({ message: expect.stringContaining('not colours') as string });
    const jpeg = await sharp(ramp8, { raw: { width: 4, height: 3, channels: 1 } }).jpeg().toBuffer();
    await expect(labelsOf('a.png', jpeg)).rejects.toMatchObject({ message: expect.stringContaining('JPEG does not keep') as string });
  });

  test('that would unpack to more than their header says are refused', async () => {
    const bomb = encode({ width: 2000, height: 2000, data: new Uint8Array(4_000_000), channels: 1 });
    // The header now claims 2 x 2 pixels; its checksum is not looked at before the pixels.
    new DataView(bomb.buffer, bomb.byteOffset).setUint32(16, 2);
    new DataView(bomb.buffer, bomb.byteOffset).setUint32(20, 2);
    await expect(labelsOf('a.png', bomb)).rejects.toMatchObject({ code: 'unreadableImage', message: expect.stringContaining('cannot be unpacked') as string });
  });
});

const shared = join(import.meta.dirname, '../../../shared/data');

/** What the folders of hostile files say of those that are sound after all. */
const soundAfterAll = new Set(['jpeg-named.tif', 'name-é中文 with space.png', 'label-is-rgb.png']);

describe.skipIf(!existsSync(shared))(`shared/data${existsSync(shared) ? '' : ' (skipped: the folder of shared data is absent)'}`, () => {
  for (const folder of ['malformed', 'malformed-more']) {
    const files = existsSync(join(shared, folder)) ? readdirSync(join(shared, folder), { withFileTypes: true }).filter((entry) => entry.isFile()) : [];
    test.each(files.map(({ name }) => name))(`${folder}/%s ends fast, in a picture or an error with a code`, async (name) => {
      const startedMs = performance.now();
      const outcome = await images
        .decodeImage({ path: join(shared, folder, name), name }, join(await temporaryFolder(), 'samples'))
        .catch((thrown: unknown) => thrown);
      expect(performance.now() - startedMs).toBeLessThan(5000);
      if (soundAfterAll.has(name)) expect(outcome).toMatchObject({ channels: expect.any(Number) as number });
      else expect(outcome).toMatchObject({ code: 'unreadableImage', message: expect.stringContaining(name) as string });
    });
  }

  test('colours given as labels are refused', async () => {
    const path = join(shared, 'malformed-more', 'label-is-rgb.png');
    await expect(images.decodeLabels({ path, name: 'label-is-rgb.png' })).rejects.toMatchObject({ code: 'unreadableImage' });
  });

  test('TIFF by many writers: what is read is what tifffile reads, the rest is refused with a code', async () => {
    const expected = JSON.parse(await readFile(join(shared, 'tiff-real', 'expected.json'), 'utf8')) as Record<string, Record<string, unknown>>;
    let compared = 0;
    for (const [name, truth] of Object.entries(expected)) {
      const image = await decodedFile({ path: join(shared, 'tiff-real/files', name), name }).catch((thrown: unknown) => thrown);
      if (image instanceof SfumatoError) {
        expect(image.code, name).toBe('unreadableImage');
        continue;
      }
      const { sampleType, channels, height, width, samples } = image as Decoded;
      const sameLayout = truth.page0_dtype === sampleType && JSON.stringify(truth.page0_shape) === JSON.stringify(channels === 1 ? [height, width] : [height, width, channels]);
      // tifffile gives palette indices, stored zeros as white and few bits unspread; a picture is what one sees.
      if (!sameLayout || truth.photometric === 'PALETTE' || truth.photometric === 'MINISWHITE' || Number(truth.bitspersample) < 8) continue;
      expect(createHash('sha256').update(new Uint8Array(samples.buffer)).digest('hex'), name).toBe(truth.page0_sha256);
      compared++;
    }
    expect(compared).toBeGreaterThan(35);
  });
});

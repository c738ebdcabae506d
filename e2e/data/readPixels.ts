import { imageTileUrl, labelTileUrl, objectTileUrl } from '../../src-main/contract/pixelUrls.ts';
import { emptyLabelPlanes } from '../../src-main/core/labels/LabelPlanes.ts';
import type { LabelPlanes } from '../../src-main/core/labels/LabelPlanes.ts';
import { tileSide } from '../../src-main/core/labels/labelMap.ts';
import type { ImageRecord } from '../../src-main/core/records.ts';
import type { Program } from '../hosts/Program.ts';

/*
 * What the program has stored, read beside the window over a connection of its own: never what the window believes.
 * `drawnPlane` of `src-main/core/labels/testing/pictures.ts` draws a plane as text.
 */

export async function imageNamed(program: Program, name: string): Promise<ImageRecord> {
  const images = await program.host.client.images.list();
  const image = images.find((record) => record.name === name);
  if (!image) throw new Error(`no image is called ${name}; there are ${images.map((record) => record.name).join(', ')}`);
  return image;
}

/** The stored labels of an image: classes (255 not labelled) and object numbers (0 none). */
export async function readLabels(program: Program, name: string): Promise<LabelPlanes> {
  const image = await imageNamed(program, name);
  const planes = emptyLabelPlanes(image);
  const { pixels } = program.host;
  for (const { column, row } of tilesOf(image)) {
    const [classes, objects] = await Promise.all([
      pixels(labelTileUrl(image.id, { column, row }, image.labelSequence)),
      pixels(objectTileUrl(image.id, { column, row }, image.labelSequence)),
    ]);
    planes.classes.setTile(column, row, new Uint8Array(classes));
    planes.objects.setTile(column, row, new Uint32Array(objects));
  }
  return planes;
}

/** How many pixels of an image have each class; 255 counts those not labelled. */
export async function countClasses(program: Program, name: string): Promise<ReadonlyMap<number, number>> {
  const { classes } = await readLabels(program, name);
  const counts = new Map<number, number>();
  for (const value of classes.readBox({ x: 0, y: 0, width: classes.width, height: classes.height })) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** The bytes of the one tile of a small image's samples, at full size. @throws Error when the image has more than one tile */
export async function readSamples(program: Program, name: string): Promise<Uint8Array> {
  const image = await imageNamed(program, name);
  if (tilesOf(image).length !== 1) throw new Error(`${name} has more than one tile`);
  return new Uint8Array(await program.host.pixels(imageTileUrl(image.id, { level: 0, column: 0, row: 0 }, image.contentHash)));
}

function tilesOf({ width, height }: ImageRecord): { readonly column: number; readonly row: number }[] {
  const columns = Math.ceil(width / tileSide);
  return Array.from({ length: columns * Math.ceil(height / tileSide) }, (_, at) => ({ column: at % columns, row: Math.floor(at / columns) }));
}

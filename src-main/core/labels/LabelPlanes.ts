import { unlabelled } from './labelMap.ts';
import type { LabelMap } from './labelMap.ts';
import type { ImageSize } from './labelTiles.ts';
import { TiledPlane } from './TiledPlane.ts';

/** Object id of a pixel that belongs to no numbered object. */
export const noObject = 0;

/** The labels of one image: which class each pixel is, and which object of it. */
export interface LabelPlanes {
  /** Class indices, `unlabelled` where there is none. */
  readonly classes: TiledPlane<Uint8Array>;
  /** Object ids, unique in the image, `noObject` where none is given. */
  readonly objects: TiledPlane<Uint32Array>;
}

/** @returns planes without any label */
export function emptyLabelPlanes(size: ImageSize): LabelPlanes {
  return {
    classes: new TiledPlane<Uint8Array>(size, unlabelled, (length) => new Uint8Array(length)),
    objects: new TiledPlane<Uint32Array>(size, noObject, (length) => new Uint32Array(length)),
  };
}

/** @returns planes that hold a dense map's classes and no objects; tiles of one class cost nothing */
export function planesOfMap(map: LabelMap): LabelPlanes {
  const planes = emptyLabelPlanes(map);
  planes.classes.writeBox({ x: 0, y: 0, width: map.width, height: map.height }, map.data);
  planes.classes.compact();
  return planes;
}

/** @returns the classes as a dense map of the whole image, for what cannot work on tiles */
export function mapOfPlanes({ classes }: LabelPlanes): LabelMap {
  const { width, height } = classes;
  return { width, height, data: classes.readBox({ x: 0, y: 0, width, height }) };
}

/** An object id that no pixel of the image has or had. */
export function freshObject({ objects }: LabelPlanes): number {
  return objects.highestEver + 1;
}

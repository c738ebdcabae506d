import { separateObjects } from './separateObjects.ts';

export interface PredictedMaps {
  readonly width: number;
  readonly height: number;
  /** Most probable class of each pixel; 0 is the background. */
  readonly classes: Uint8Array;
  /** How far inside its object each pixel lies, bytes 0 … 255 or shares 0 … 1, as a distance head says; null without one. */
  readonly distances: Uint8Array | Float32Array | null;
}

/** Objects and their classes. */
export interface PredictedObjects {
  /** 1 …, 0 where there is no object. */
  readonly ids: Int32Array;
  /** Class of each object, entry 0 being that of object 1. */
  readonly classes: readonly number[];
}

/** The objects of a prediction: each class but the background is separated by itself, for an object is of one class. */
export function predictedObjects({ width, height, classes, distances }: PredictedMaps): PredictedObjects {
  const heights = distances instanceof Uint8Array ? Float32Array.from(distances, (byte) => byte / 255) : distances;
  const ids = new Int32Array(classes.length);
  const classOf: number[] = [];
  for (const classIndex of [...new Set(classes)].sort((first, second) => first - second)) {
    if (classIndex === 0) continue;
    const mask = classes.map((own) => (own === classIndex ? 1 : 0));
    const first = classOf.length;
    const own = separateObjects({ width, height, mask, distances: heights });
    own.ids.forEach((id, at) => {
      if (id > 0) ids[at] = first + id;
    });
    for (let object = 0; object < own.count; object++) classOf.push(classIndex);
  }
  return { ids, classes: classOf };
}

import { unlabelled } from '../labelMap.ts';
import type { LabelMap } from '../labelMap.ts';
import { planesOfMap } from '../LabelPlanes.ts';
import type { LabelPlanes } from '../LabelPlanes.ts';
import type { PlaneData, TiledPlane } from '../TiledPlane.ts';

/** Reads a map drawn as text: `.` is not labelled, a digit is a class. */
export function labelsFrom(picture: string): LabelMap {
  const rows = linesOf(picture);
  const data = Uint8Array.from(rows.join(''), (sign) => (sign === '.' ? unlabelled : Number(sign)));
  return { width: rows[0]!.length, height: rows.length, data };
}

/** The same drawn back. */
export function drawn({ width, data }: LabelMap): string {
  const signs = Array.from(data, (value) => (value === unlabelled ? '.' : String(value)));
  return signs.map((sign, at) => (at > 0 && at % width === 0 ? `\n${sign}` : sign)).join('');
}

/** Reads planes drawn as text: classes as in `labelsFrom`, objects `.` none, 1 … 9 and a … z (10 … 35) their ids. */
export function planesFrom(classes: string, objects?: string): LabelPlanes {
  const map = labelsFrom(classes);
  const planes = planesOfMap(map);
  if (objects !== undefined) {
    const ids = Uint32Array.from(linesOf(objects).join(''), (sign) => (sign === '.' ? 0 : parseInt(sign, 36)));
    planes.objects.writeBox({ x: 0, y: 0, width: map.width, height: map.height }, ids);
  }
  return planes;
}

/** A plane drawn back; `.` where it holds its fill. */
export function drawnPlane(plane: TiledPlane<PlaneData>): string {
  const rows = Array.from({ length: plane.height }, (_row, y) =>
    Array.from(plane.readSpan(y, 0, plane.width), (value) => (value === plane.fill ? '.' : value.toString(36))).join(''),
  );
  return rows.join('\n');
}

/** A drawing without its indentation, to compare with what is drawn back. */
export function picture(drawing: string): string {
  return linesOf(drawing).join('\n');
}

export function linesOf(picture: string): string[] {
  return picture
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

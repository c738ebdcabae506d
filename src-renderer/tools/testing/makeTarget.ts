import { applyChange } from '../../../src-main/core/labels/LabelChange.ts';
import { emptyLabelPlanes } from '../../../src-main/core/labels/LabelPlanes.ts';
import type { LabelPlanes } from '../../../src-main/core/labels/LabelPlanes.ts';
import type { LoadedImage } from '../../pixels/LoadedImage.svelte.ts';
import type { Modifiers, ToolChange, ToolPoint, ToolTarget } from '../Tool.ts';

export interface TestTarget extends ToolTarget {
  readonly changes: ToolChange[];
  /** How often something was painted. */
  boxes: number;
  said: string | null;
}

/** A target that keeps what a tool commits. @param options further parts of the target */
export function makeTarget(labels: LabelPlanes = emptyLabelPlanes({ width: 20, height: 20 }), options: Partial<ToolTarget> = {}): TestTarget {
  const { width, height } = labels.classes;
  const image = { record: { id: 'image', width, height }, labels, onChange: () => () => undefined } as unknown as LoadedImage;
  const target: TestTarget = {
    image,
    labels,
    radiusImagePx: 2,
    shape: 'round',
    classIndex: 1,
    separateObjects: false,
    scale: 1,
    visible: { x: 0, y: 0, width, height },
    sources: {
      classCount: 3,
      isOffered: () => true,
      colourOf: () => null,
      regionSpans: () => null,
      selectedSpans: () => null,
      predictBox: () => Promise.reject(new Error('the test has no model')),
    },
    changes: [],
    boxes: 0,
    said: null,
    painted: () => {
      target.boxes++;
    },
    commit: (change) => {
      target.changes.push(change);
    },
    apply: (change) => {
      applyChange(labels, change.change);
      target.changes.push(change);
      return true;
    },
    tell: (message) => {
      target.said = message;
    },
    previewChanged: () => undefined,
  };
  return Object.assign(target, options);
}

export function at(x: number, y: number, modifiers: Partial<Modifiers> = {}, pressure = 1): ToolPoint {
  return { point: { x, y }, pressure, modifiers: { shift: false, alt: false, ctrl: false, ...modifiers } };
}

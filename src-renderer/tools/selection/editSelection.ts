import { fillHolesChange } from '../../../src-main/core/labels/fillHoles.ts';
import type { LabelChange } from '../../../src-main/core/labels/LabelChange.ts';
import { objectsOfClass } from '../../../src-main/core/labels/labelObjects.ts';
import type { LabelObject } from '../../../src-main/core/labels/labelObjects.ts';
import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import type { LabelPlanes } from '../../../src-main/core/labels/LabelPlanes.ts';
import { deleteChange, mergeChange, numberChange, relabelChange } from '../../../src-main/core/labels/objectEdits.ts';
import { smoothChange } from '../../../src-main/core/labels/smooth.ts';
import { splitAtWaistsChange, splitByLineChange } from '../../../src-main/core/labels/split.ts';
import type { AnnotationTool } from '../../../src-main/core/records.ts';
import type { AppState } from '../../app/AppState.svelte.ts';
import { words } from '../../messages/messages.ts';
import { SelectTool } from '../select/SelectTool.ts';
import { applyToImage, changeableImage } from '../toolTarget.ts';
import { selectionRules } from './selectionRules.svelte.ts';

type Edit = (labels: LabelPlanes, objects: readonly LabelObject[]) => LabelChange;

/** Does something to the selected objects: one change, one step of undo; what they have become stays selected. */
function edit(app: AppState, tool: AnnotationTool, classIndex: number, make: Edit): void {
  const { selection } = app.tools;
  const { image, objects } = selection;
  if (!image || objects.length === 0 || image !== changeableImage(app)) return;
  const change = make(image.labels, objects);
  const isDone = applyToImage(app, image, { tool, classIndex, change });
  app.tools.message = isDone ? null : words.tools.nothingToDo;
  // The edited objects dropped out as their pixels changed: they are found again where they were.
  if (isDone && tool !== 'delete') {
    selection.objects = objects;
    selection.reselect();
  }
}

function classOf(app: AppState): number {
  return app.tools.selection.objects[0]?.classIndex ?? 0;
}

export function mergeSelection(app: AppState): void {
  edit(app, 'merge', classOf(app), mergeChange);
}

export function splitSelectionAtWaists(app: AppState): void {
  edit(app, 'split', classOf(app), (labels, objects) => splitAtWaistsChange(labels, objects, selectionRules.values.waistDepth));
}

/** Asks for a line on the canvas and cuts along it. */
export function splitSelectionByLine(app: AppState): void {
  const { tools } = app;
  if (tools.selection.count === 0) return;
  tools.take('select');
  tools.message = words.tools.drawCut;
  const tool = tools.current;
  if (!(tool instanceof SelectTool)) return;
  tool.askForLine((line) => {
    tools.message = null;
    edit(app, 'split', classOf(app), (labels, objects) => splitByLineChange(labels, objects, line));
  });
}

export function fillHolesOfSelection(app: AppState): void {
  edit(app, 'fillHoles', classOf(app), fillHolesChange);
}

export function smoothSelection(app: AppState): void {
  edit(app, 'smooth', classOf(app), (labels, objects) => smoothChange(labels, objects, selectionRules.values.smoothRadius));
}

export function relabelSelection(app: AppState): void {
  const { classIndex } = app.tools;
  edit(app, 'relabel', classIndex, (labels, objects) => relabelChange(labels, objects, classIndex));
}

export function deleteSelection(app: AppState): void {
  edit(app, 'delete', unlabelled, deleteChange);
  app.tools.selection.clear();
}

/** Numbers the selected objects, or where nothing is selected all of the class in hand. */
export function numberObjects(app: AppState): void {
  const { selection } = app.tools;
  if (selection.count === 0 || selection.image !== app.images.current) selectAllOfClass(app);
  edit(app, 'objects', classOf(app), numberChange);
}

/** Selects every object of the class in hand. */
export function selectAllOfClass(app: AppState): void {
  const image = changeableImage(app);
  if (!image) return;
  app.tools.take('select');
  app.tools.selection.take(image, objectsOfClass(image.labels, app.tools.classIndex));
}

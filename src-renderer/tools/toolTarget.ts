import { applyChange, changedBox, isEmptyChange } from '../../src-main/core/labels/LabelChange.ts';
import type { AppState } from '../app/AppState.svelte.ts';
import { visibleBox } from '../canvas/viewTransform.ts';
import type { LoadedImage } from '../pixels/LoadedImage.svelte.ts';
import { assistSources } from './assist/assistSourcesOf.ts';
import type { Tool, ToolChange, ToolTarget } from './Tool.ts';

/** The image in sight if its labels may be changed now: they are loaded, and no earlier change of it is stuck unsaved. */
export function changeableImage({ images, saving }: AppState): LoadedImage | null {
  const image = images.current;
  return image && image.labelSequence >= 0 && !saving.isBlocked(image.record.id) ? image : null;
}

/** What a tool works on now; null while the labels can't be changed. */
export function toolTarget(app: AppState, tool: Tool | null): ToolTarget | null {
  const image = changeableImage(app);
  if (!image) return null;
  const { tools, view } = app;
  return {
    image,
    labels: image.labels,
    classIndex: tools.classIndex,
    radiusImagePx: tools.radiusImagePx,
    shape: tools.shape,
    separateObjects: tools.separateObjects,
    scale: view.transform.scale,
    visible: visibleBox(view.transform, image.whole, view.viewport),
    sources: assistSources(app),
    painted: (box) => image.changed('labels', box),
    commit: (change) => app.actions.commitStroke(image, change),
    apply: (change) => applyToImage(app, image, change),
    tell: (message) => (tools.message = message),
    previewChanged: () => tools.current === tool && tools.showPreview(tool, image.record.id),
  };
}

/** Writes a change into an image's labels, shows it and sends it to the journal. @returns whether it was done */
export function applyToImage(app: AppState, image: LoadedImage, change: ToolChange): boolean {
  if (isEmptyChange(change.change) || image.labelSequence < 0 || app.saving.isBlocked(image.record.id)) return false;
  applyChange(image.labels, change.change);
  image.changed('labels', changedBox(change.change)!);
  app.actions.commitStroke(image, change);
  return true;
}

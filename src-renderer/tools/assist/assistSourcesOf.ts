import { spansOfObjects } from '../../../src-main/core/labels/labelObjects.ts';
import { spansOfMask } from '../../../src-main/core/labels/spans.ts';
import type { AppState } from '../../app/AppState.svelte.ts';
import type { AssistSources } from './AssistSources.ts';

/** The window's parts as tools that propose ask for them. */
export function assistSources(app: AppState): AssistSources {
  const { client, project, review, tools } = app;
  return {
    get classCount() {
      return Math.max(0, ...(project.current?.classes ?? []).map(({ index }) => index)) + 1;
    },
    isOffered: (classIndex) => project.isOffered(classIndex),
    colourOf: (classIndex) => project.current?.classes.find(({ index }) => index === classIndex)?.colour ?? null,
    regionSpans: (imageId) =>
      review.mask?.region.imageId === imageId ? spansOfMask({ box: review.mask.region.box, mask: review.mask.mask }) : null,
    selectedSpans: (imageId) =>
      tools.selection.image?.record.id === imageId && tools.selection.count > 0 ? spansOfObjects(tools.selection.objects) : null,
    async predictBox(imageId, box, signal) {
      const { classCount, probabilities } = await client.assist.predictBox({ imageId, box }, { signal });
      return { width: box.width, height: box.height, classCount, values: new Uint8Array(await probabilities.arrayBuffer()) };
    },
  };
}

import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { spansOfMask } from '../../../src-main/core/labels/spans.ts';
import { boxProposal } from '../../../src-main/core/vision/boxProposal.ts';
import { words } from '../../messages/messages.ts';
import { assistProblem, isGivenUp } from '../assist/assistProblem.ts';
import { dragBox, smallestDragPx } from '../assist/dragBox.ts';
import type { Tool, ToolPoint, ToolTarget } from '../Tool.ts';
import type { PreviewArea, ToolPreview } from '../ToolPreview.ts';
import { boxChange } from './boxChange.ts';
import { boxPromptState } from './boxPromptState.svelte.ts';

type State =
  | { readonly name: 'idle' }
  | { readonly name: 'dragging'; readonly target: ToolTarget; readonly from: ToolPoint; box: PixelBox }
  | { readonly name: 'predicting'; readonly target: ToolTarget; readonly box: PixelBox; readonly giveUp: AbortController }
  | { readonly name: 'proposing'; readonly target: ToolTarget; readonly box: PixelBox; readonly classes: Uint8Array; readonly areas: readonly PreviewArea[] };

/** Longest side of a box that the engine predicts at once, in pixels. */
const largestBoxSide = 1024;
const proposalFill = 0.35;

/**
 * Drag a box: the networks look at it again at twice the resolution, and what they see is shown. Enter labels all of the
 * box so, Shift+Enter only the pixels of the class in hand, Escape drops it.
 */
export class BoxPromptTool implements Tool {
  #state: State = { name: 'idle' };

  constructor() {
    boxPromptState.onApply = (which, classIndex) => this.#apply(which, classIndex);
    boxPromptState.onDrop = () => this.cancel();
  }

  get preview(): ToolPreview | null {
    if (this.#state.name === 'idle') return null;
    const { box } = this.#state;
    return this.#state.name === 'proposing' ? { box, areas: this.#state.areas } : { box };
  }

  get isBusy(): boolean {
    return this.#state.name !== 'idle';
  }

  pointerDown(at: ToolPoint, target: ToolTarget): void {
    this.#drop();
    this.#state = { name: 'dragging', target, from: at, box: dragBox(at.point, at.point, target.image.record) };
  }

  pointerMove(path: readonly ToolPoint[]): void {
    const last = path.at(-1);
    if (this.#state.name !== 'dragging' || !last) return;
    this.#state.box = dragBox(this.#state.from.point, last.point, this.#state.target.image.record);
  }

  pointerUp(): void {
    if (this.#state.name !== 'dragging') return;
    const { box, target } = this.#state;
    this.#drop();
    if (box.width < smallestDragPx || box.height < smallestDragPx) target.tell(words.assist.dragABox);
    else if (box.width > largestBoxSide || box.height > largestBoxSide) target.tell(words.assist.boxTooLarge(largestBoxSide));
    else this.#predict(target, box);
  }

  cancel(): void {
    const target = this.#state.name === 'idle' ? null : this.#state.target;
    this.#drop();
    target?.tell(null);
    target?.previewChanged();
  }

  key(key: string, target: ToolTarget): boolean {
    if (this.#state.name !== 'proposing' || (key !== 'Enter' && key !== 'Shift+Enter')) return false;
    this.#apply(key === 'Enter' ? 'all' : 'classInHand', target.classIndex);
    return true;
  }

  #predict(target: ToolTarget, box: PixelBox): void {
    const predicting: State = { name: 'predicting', target, box, giveUp: new AbortController() };
    this.#state = predicting;
    boxPromptState.phase = 'predicting';
    target.tell(words.assist.boxPrompt.predicting);
    target.sources.predictBox(target.image.record.id, box, predicting.giveUp.signal).then(
      (probabilities) => {
        if (this.#state !== predicting) return;
        const classes = boxProposal(probabilities, (classIndex) => target.sources.isOffered(classIndex));
        this.#state = { name: 'proposing', target, box, classes, areas: areasOf(target, box, classes, probabilities.classCount) };
        boxPromptState.phase = 'proposing';
        target.tell(words.assist.boxPrompt.proposed);
        target.previewChanged();
      },
      (thrown: unknown) => {
        if (this.#state !== predicting) return;
        this.#drop();
        target.tell(isGivenUp(thrown) ? null : assistProblem(thrown));
        target.previewChanged();
      },
    );
  }

  #apply(which: 'all' | 'classInHand', classIndex: number): void {
    if (this.#state.name !== 'proposing') return;
    const { box, classes, target } = this.#state;
    this.#drop();
    target.tell(null);
    target.apply({ tool: 'boxPrompt', classIndex, change: boxChange(target.labels, box, classes, which === 'all' ? null : classIndex) });
    target.previewChanged();
  }

  #drop(): void {
    if (this.#state.name === 'predicting') this.#state.giveUp.abort();
    this.#state = { name: 'idle' };
    boxPromptState.phase = 'idle';
  }
}

/** One area a class, but for the background: its pixels are those that show the bare image. */
function areasOf(target: ToolTarget, box: PixelBox, classes: Uint8Array, classCount: number): PreviewArea[] {
  const areas: PreviewArea[] = [];
  for (let each = 1; each < classCount; each++) {
    const spans = spansOfMask({ box, mask: classes.map((value) => (value === each ? 1 : 0)) });
    if (spans.length > 0) areas.push({ spans, colour: target.sources.colourOf(each), fill: proposalFill });
  }
  return areas;
}

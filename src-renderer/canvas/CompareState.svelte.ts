import { isNumberWithin, isOneOf, readStored, writeStored } from '../app/stored.ts';

export const compareModes = ['single', 'sideBySide', 'swipe'] as const;
export type CompareMode = (typeof compareModes)[number];

export const plainContents = ['image', 'labels', 'prediction', 'heatMap'] as const;
export type PlainContent = (typeof plainContents)[number];
/** What one side of a comparison lays over the image; a model other than the one in use shows its prediction. */
export type PaneContent = PlainContent | { readonly modelId: string };

export type Side = 'left' | 'right';

/** Share of the width that the swipe's divider moves by one key press. */
export const swipeKeyStep = 0.05;

/** How two looks at the same image are put beside each other. The left side is the one that is painted on. */
export class CompareState {
  mode: CompareMode = $state('single');
  left: PaneContent = $state.raw(readStored('compareLeft', isPlainContent, 'labels'));
  right: PaneContent = $state.raw(readStored('compareRight', isPlainContent, 'prediction'));
  /** Where the swipe's divider lies, as a share of the view's width, 0 … 1. */
  swipeAt = $state(readStored('swipeAt', isNumberWithin(0, 1), 0.5));
  readonly isOn = $derived(this.mode !== 'single');
  /** The way of comparing that the key brings back. */
  #last: Exclude<CompareMode, 'single'> = readStored('compareMode', isOneOf(['sideBySide', 'swipe']), 'sideBySide');

  toggle(): void {
    this.show(this.isOn ? 'single' : this.#last);
  }

  show(mode: CompareMode): void {
    this.mode = mode;
    if (mode === 'single') return;
    this.#last = mode;
    writeStored('compareMode', mode);
  }

  choose(side: Side, content: PaneContent): void {
    this[side] = content;
    // A model belongs to one project: another start begins without it.
    if (typeof content === 'string') writeStored(side === 'left' ? 'compareLeft' : 'compareRight', content);
  }

  exchange(): void {
    const { left, right } = this;
    this.choose('left', right);
    this.choose('right', left);
  }

  swipeTo(share: number): void {
    this.swipeAt = Math.min(Math.max(share, 0), 1);
    writeStored('swipeAt', this.swipeAt);
  }

  /** Another project has other models. */
  clear(): void {
    this.mode = 'single';
    if (typeof this.left !== 'string') this.left = 'labels';
    if (typeof this.right !== 'string') this.right = 'prediction';
  }
}

function isPlainContent(value: unknown): value is PlainContent {
  return isOneOf(plainContents)(value);
}

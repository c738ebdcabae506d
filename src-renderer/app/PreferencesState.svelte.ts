import { isNumberWithin, isOneOf, readStored, writeStored } from './stored.ts';
import { lightQuery, systemTheme } from './systemTheme.ts';
import type { ShownTheme } from './systemTheme.ts';

export const themes = ['system', 'dark', 'light'] as const;
export type Theme = (typeof themes)[number];
export const motions = ['system', 'reduced'] as const;
export type Motion = (typeof motions)[number];

/** Sizes of text to choose from, percent of the usual. */
export const textSizes = [90, 100, 110, 125, 150, 175, 200] as const;
/** CSS pixels of 1rem at 100 %. */
const usualRootPx = 16;

/** CSS pixels at the usual size of text; panels grow with their text. */
export const inspectorLimits = { smallest: 272, largest: 480, usual: 312 } as const;
export const stripLimits = { smallest: 104, largest: 240, usual: 136 } as const;

const isTextSize = (value: unknown): value is number => (textSizes as readonly unknown[]).includes(value);

/** How the window looks to this user: theme, size of text, motion and panel sizes, remembered. */
export class PreferencesState {
  theme: Theme = $state(readStored('theme', isOneOf(themes), 'system'));
  /** Percent of the usual. */
  textSize: number = $state(readStored('textSize', isTextSize, 100));
  motion: Motion = $state(readStored('motion', isOneOf(motions), 'system'));
  /** CSS pixels at the usual size of text. */
  inspectorWidth = $state(
    readStored('inspectorWidth', isNumberWithin(inspectorLimits.smallest, inspectorLimits.largest), inspectorLimits.usual),
  );
  /** CSS pixels at the usual size of text. */
  stripHeight = $state(readStored('stripHeight', isNumberWithin(stripLimits.smallest, stripLimits.largest), stripLimits.usual));
  #system: ShownTheme = $state(systemTheme());
  readonly shownTheme: ShownTheme = $derived(this.theme === 'system' ? this.#system : this.theme);
  /** How many times larger than usual the text is. */
  readonly textScale = $derived(this.textSize / 100);

  constructor() {
    matchMedia(lightQuery).addEventListener('change', () => (this.#system = systemTheme()));
  }

  /** Gives the page the look that is chosen; to be called in an effect. */
  applyTo(root: HTMLElement): void {
    root.dataset['theme'] = this.shownTheme;
    root.dataset['motion'] = this.motion;
    root.style.fontSize = this.textSize === 100 ? '' : `${(usualRootPx * this.textSize) / 100}px`;
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    writeStored('theme', theme);
  }

  setTextSize(percent: number): void {
    if (!isTextSize(percent)) return;
    this.textSize = percent;
    writeStored('textSize', percent);
  }

  setMotion(motion: Motion): void {
    this.motion = motion;
    writeStored('motion', motion);
  }

  setInspectorWidth(width: number): void {
    this.inspectorWidth = Math.min(Math.max(width, inspectorLimits.smallest), inspectorLimits.largest);
    writeStored('inspectorWidth', this.inspectorWidth);
  }

  setStripHeight(height: number): void {
    this.stripHeight = Math.min(Math.max(height, stripLimits.smallest), stripLimits.largest);
    writeStored('stripHeight', this.stripHeight);
  }
}

import { isNumberWithin, isOneOf, readStored, writeStored } from './stored.ts';

export type Theme = 'dark' | 'light';

export const inspectorLimits = { smallest: 272, largest: 480, usual: 312 } as const;
export const stripLimits = { smallest: 88, largest: 200, usual: 112 } as const;

/** How the window looks to this user: theme and panel sizes, remembered. */
export class PreferencesState {
  theme: Theme = $state(readStored('theme', isOneOf(['dark', 'light']), 'dark'));
  /** CSS pixels. */
  inspectorWidth = $state(
    readStored('inspectorWidth', isNumberWithin(inspectorLimits.smallest, inspectorLimits.largest), inspectorLimits.usual),
  );
  /** CSS pixels. */
  stripHeight = $state(readStored('stripHeight', isNumberWithin(stripLimits.smallest, stripLimits.largest), stripLimits.usual));

  setTheme(theme: Theme): void {
    this.theme = theme;
    writeStored('theme', theme);
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

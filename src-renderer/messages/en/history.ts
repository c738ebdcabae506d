import type { JournalEntry } from '../../../src-main/core/records.ts';

/** Words for the journal. */
export const history = {
  undo: 'Undo',
  redo: 'Redo',
  describe: (entry: Pick<JournalEntry, 'kind' | 'tool' | 'decision' | 'changedPixels'>, className: string | null): string => {
    const pixels = entry.changedPixels === 1 ? '1 px' : `${entry.changedPixels.toLocaleString('en')} px`;
    if (entry.kind === 'undo') return 'Undo';
    if (entry.kind === 'redo') return 'Redo';
    if (entry.kind === 'review') {
      const words = { accepted: 'Region accepted', corrected: 'Region corrected', deferred: 'Region deferred', flagged: 'Region flagged' };
      return entry.decision ? words[entry.decision] : 'Region settled';
    }
    switch (entry.tool) {
      case 'brush':
        return `Brush: ${className ?? 'class'}, ${pixels}`;
      case 'eraser':
        return `Eraser, ${pixels}`;
      case 'accept':
        return `Confirmed as predicted, ${pixels}`;
      case 'import':
        return `Labels imported, ${pixels}`;
      case 'simulatedExpert':
        return `Simulated expert, ${pixels}`;
      case null:
        return `Change, ${pixels}`;
    }
  },
  takenBack: 'taken back',
};

import type { JournalEntry } from '../../../src-main/core/records.ts';
import type { ClassDifference } from '../../history/classDifferences.ts';

type Described = Pick<JournalEntry, 'kind' | 'tool' | 'decision' | 'changedPixels'>;

/** A gesture in the journal, by the tool that made it. */
const tools = {
  brush: 'Brush',
  eraser: 'Eraser',
  polygon: 'Polygon',
  lasso: 'Lasso',
  fill: 'Fill',
  wand: 'Magic wand',
  superpixel: 'Superpixel brush',
  smartBrush: 'Smart brush',
  threshold: 'Threshold',
  boxPrompt: 'Box prompt',
  regionGrow: 'Region grow',
  interpolate: 'Interpolated',
  merge: 'Merged',
  split: 'Split',
  fillHoles: 'Holes filled',
  smooth: 'Smoothed',
  crf: 'CRF refined',
  relabel: 'Relabelled',
  delete: 'Deleted',
  objects: 'Objects numbered',
  accept: 'Confirmed as predicted',
  import: 'Labels imported',
  simulatedExpert: 'Simulated expert',
};

const decisions = {
  accepted: 'Region accepted',
  corrected: 'Region corrected',
  deferred: 'Region deferred',
  flagged: 'Region flagged',
  reopened: 'Region reopened',
};

const told = (difference: ClassDifference): string => {
  switch (difference.what) {
    case 'renamed':
      return `${difference.from} renamed ${difference.name}`;
    case 'recoloured':
      return `${difference.name} recoloured`;
    case 'retired':
      return `${difference.name} retired`;
    case 'restored':
      return `${difference.name} in use again`;
    case 'added':
      return `${difference.name} added`;
  }
};

/** Words for the journal. */
export const history = {
  undo: 'Undo',
  redo: 'Redo',
  tools,
  decisions,
  settled: 'Region settled',
  change: 'Change',
  pixels: (count: number) => `${count.toLocaleString('en')} px`,
  /** @param className of the entry's class; null where it has none or the tool takes labels away */
  describe: (entry: Described, className: string | null): string => {
    if (entry.kind === 'undo') return 'Undo';
    if (entry.kind === 'redo') return 'Redo';
    if (entry.kind === 'review') return entry.decision ? decisions[entry.decision] : 'Region settled';
    const paints = entry.tool !== null && entry.tool !== 'eraser' && entry.tool !== 'delete' && entry.tool !== 'import' && entry.tool !== 'accept';
    const name = entry.tool ? tools[entry.tool] : 'Change';
    return [name, ...(paints && className ? [className] : []), `${entry.changedPixels.toLocaleString('en')} px`].join(', ');
  },
  describeClasses: (differences: readonly ClassDifference[]): string =>
    differences.length > 2 ? `Classes: ${differences.length} changes` : `Class ${differences.map(told).join(', ')}`,
  classes: 'Classes',
  takenBack: 'taken back',
  goTo: (entry: string) => `Go to: ${entry}`,
  now: 'now',
  images: (count: number) => `${count} images`,
  gone: 'replaced by later work',
  steps: 'Steps',
};

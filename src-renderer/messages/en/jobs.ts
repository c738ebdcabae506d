import type { JobKind } from '../../../src-main/core/records.ts';

export const jobs = {
  kinds: {
    import: 'Importing images',
    train: 'Learning',
    predict: 'Making maps',
    evaluate: 'Measuring',
    export: 'Exporting',
  } satisfies Record<JobKind, string>,
  failed: {
    import: 'The import failed',
    train: 'Learning failed',
    predict: 'Making the maps failed',
    evaluate: 'Measuring failed',
    export: 'The export failed',
  } satisfies Record<JobKind, string>,
  cancel: 'Cancel',
  cancelOf: (job: string) => `Cancel: ${job}`,
  left: (time: string) => `${time} left`,
  estimating: 'estimating …',
  dismiss: 'Dismiss',
  others: (count: number) => `and ${count} more`,
};

import type { ModelState } from '../../../src-main/core/records.ts';

export const models = {
  title: 'Models',
  back: 'Back to the images',
  none: 'No models yet',
  noneHint: 'Label some images, then train a first model from the Review panel.',
  states: { inUse: 'In use', candidate: 'Offered', retired: 'Retired', declined: 'Declined' } satisfies Record<ModelState, string>,
  members: (count: number) => (count === 1 ? 'one network' : `ensemble of ${count}`),
  parent: (name: string) => `learned on from ${name}`,
  fromScratch: 'trained anew',
  use: 'Use this model',
  measure: 'Measure',
  made: (when: string) => `made ${when}`,
  name: 'Name',
  state: 'State',
  kind: 'Kind',
  action: 'Action',
};

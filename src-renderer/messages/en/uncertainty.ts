/** Methods by which networks come to disagree where they do not know. */
export const uncertainty = {
  method: 'How they disagree',
  /** What each costs. */
  costs: {
    deepEnsemble: 'One training each',
    bayesByBackprop: 'One training, twice the weights',
    tradi: 'One training',
    swag: 'One training',
    batchEnsemble: 'One training, shared weights',
    lpBnn: 'One training, shared weights',
    packedEnsemble: 'One training, slimmer networks',
  } as Readonly<Record<string, string>>,
  /** What each gives, and what it costs. */
  sentences: {
    deepEnsemble: 'Each network is trained by itself: the surest word on doubt, for as many trainings as networks.',
    bayesByBackprop: 'Learns for each weight how sure it is, and draws networks from that. One training, which learns more slowly.',
    tradi: 'Follows each weight along one training, and draws networks from where it went. Hardly dearer than one network.',
    swag: 'Gathers the weights of the last steps of one training, and draws networks around their mean. Takes memory.',
    batchEnsemble: 'Networks that share their large weights and differ by small factors. One training; each sees its part of every batch.',
    lpBnn: 'As BatchEnsemble, with factors drawn from what a small network has learnt of them. One training.',
    packedEnsemble: 'Several slimmer networks trained side by side, together as large as one. One training; each sees its part of every batch.',
  } as Readonly<Record<string, string>>,
  members: 'Networks drawn of each training',
  trainings: 'Trainings',
  trainingsHint: 'One training gives all networks; those of several are put together.',
  settings: 'Settings of the method',
  asUsual: 'As usual',
  changed: (count: number) => (count === 1 ? '1 setting changed' : `${count} settings changed`),
  reset: 'Usual settings',
  fields: {} as Readonly<Record<string, string>>,
  /** Of settings that are one of several. */
  values: {} as Readonly<Record<string, string>>,
  by: (method: string) => `by ${method}`,
};

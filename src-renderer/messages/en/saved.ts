export const saved = {
  nothingYet: 'No changes yet',
  allSaved: 'All changes saved',
  saving: 'Saving …',
  saved: (time: string) => `Saved ${time}`,
  notSaved: (count: number) => (count === 1 ? 'Not saved: 1 change' : `Not saved: ${count} changes`),
  failedTitle: 'Your last change could not be saved',
  failedSafe: 'Everything before it is safe. Painting on this image waits until this is settled.',
  retry: 'Save again',
  discard: 'Give up the change',
  whileAway: 'It stays on screen and is saved as soon as the connection is back.',
};

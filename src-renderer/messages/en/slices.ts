/** Going through the slices of a stack. */
export const slices = {
  name: 'Slices',
  slice: 'Slice',
  sliceOf: (position: number, count: number) => `Slice ${position} of ${count}`,
  previous: 'Previous slice',
  next: 'Next slice',
  play: 'Play the slices',
  pause: 'Pause',
  rate: 'Slices a second',
  rateValue: (rate: number) => `${rate} / s`,
  loop: 'Start over at the end',
  marks: (labelled: number, doubtful: number) => `${labelled} slices with labels, ${doubtful} with open regions`,
};

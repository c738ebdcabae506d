export const queue = {
  name: 'Review queue',
  item: (position: number, name: string, reason: string, state: string) => `Region ${position}: ${name}, ${reason}, ${state}`,
  resize: 'Height of the queue',
};

import { formatCount } from '../numbers.ts';

const images = (count: number): string => (count === 1 ? '1 image' : `${formatCount(count)} images`);

export const importImages = {
  role: 'What these images are for',
  roleHint: 'Held-back images measure the models and are never trained on. The role of an image can be changed later.',
  roles: { work: 'To be worked on and learned from', heldBack: 'Held back to measure models' },
  beyond: (count: number) =>
    count === 1 ? 'The label files hold 1 value that is no class of this project' : `The label files hold ${formatCount(count)} values that are no classes of this project`,
  valueIn: (value: number, files: number, names: string) => `${value} in ${files === 1 ? '1 file' : `${formatCount(files)} files`}: ${names}`,
  moreValues: (count: number) => `and ${formatCount(count)} more`,
  beyondAdvice: 'Give the project these classes (their names can be changed in the settings), or take the values as numbers of objects. Label files can also be chosen anew above.',
  beyondObjects: 'So many values are rarely classes: do the files hold numbered objects? Else choose other label files above.',
  addClasses: (count: number) => (count === 1 ? 'Add 1 class to the project' : `Add ${formatCount(count)} classes to the project`),
  takeAsObjects: 'They are numbered objects',
  taken: (count: number) =>
    count === 1 ? 'The project has an image of this name already' : `The project has images of ${formatCount(count)} of these names already`,
  takenAdvice: 'Rename these files or take them out of the folder; what is in the project stays as it is.',
  valuesRead: (read: number, count: number) => `Values were looked at in ${formatCount(read)} of ${formatCount(count)} label files, and all are classes of this project. The import looks at the rest.`,
  settleFirst: 'Settle first what is marked above: the import would be refused.',
  summary: (count: number, project: string) => `${images(count)} into ${project}`,
  start: 'Import',
};

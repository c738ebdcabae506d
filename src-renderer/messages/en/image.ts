export const image = {
  all: 'Images',
  size: 'Size',
  channels: 'Channels',
  labelled: 'Labelled',
  role: 'Role',
  roles: { work: 'Worked on', heldBack: 'Held back' },
  rolesTip: 'Held-back images measure the models and are never trained on.',
  history: 'History',
  noHistory: 'What you change is listed here and can be taken back.',
  none: 'No images in this project',
  noneHint: 'Import a folder of images to begin.',
  importImages: 'Import images',
};

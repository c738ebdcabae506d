export const folders = {
  title: 'Choose a folder',
  path: 'Folder',
  go: 'Go',
  up: 'One folder up',
  choose: 'Choose this folder',
  empty: 'No folders in here.',
  images: (count: number) => (count === 1 ? '1 image' : `${count} images`),
  isProject: 'Sfumato project',
  reading: 'Reading folders …',
  browse: 'Browse …',
  folderOf: (field: string) => `Choose: ${field}`,
};

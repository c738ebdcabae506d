export const start = {
  recent: 'Recent projects',
  noRecent: 'Projects you open are listed here.',
  openDemo: 'Open the demo',
  openDemoHint: 'Nuclei images with a trained ensemble: the whole round of look, doubt, correct and learn in a minute.',
  openingDemo: 'Opening the demo …',
  newProject: 'New project',
  newProjectHint: 'From a folder of images, with labels where you have them.',
  openFolder: 'Open a project folder',
  openFolderHint: 'One made before, on this machine.',
  opened: (when: string) => `opened ${when}`,
};

export const tour = {
  name: 'First steps',
  next: 'Next',
  previous: 'Back',
  done: 'Begin',
  skip: 'Skip the tour',
  progress: '{{current}} of {{total}}',
  steps: {
    canvas: {
      title: 'The image is the page',
      text: 'The wheel zooms to the pointer, Space and drag moves. The warm haze shows where the networks are not sure; where they are, the image stays bare.',
    },
    tools: {
      title: 'Tools',
      text: 'Look and select with V, paint with B, erase with E. Every tool has its key; [ and ] change the size of the brush.',
    },
    review: {
      title: 'What to look at next',
      text: 'The most doubtful region comes first, with the reason why it is asked. Enter accepts what is proposed, F fixes it, D defers, X flags.',
    },
    queue: {
      title: 'The queue',
      text: 'Doubtful regions, worst first. J and K go to the next and the previous one. Nothing waits: the next one is loaded already.',
    },
    pages: {
      title: 'Pages of the project',
      text: 'The table of images, training, models and insights. Escape brings you back to the image. “Saved” beside them tells when your last change reached the disk.',
    },
    help: {
      title: 'Every key, on one sheet',
      text: 'Press ? for all keys and Ctrl+K to find any command by name. The settings show this tour again.',
    },
  },
};

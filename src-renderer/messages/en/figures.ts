export const figures = {
  dice: (value: string) => `Dice ${value}: of 1, how well the predicted objects cover the labelled ones.`,
  ece: (value: string) => `ECE ${value}: how far, on average, its stated certainty is from how often it is right.`,
  accuracy: 'Accuracy',
  accuracyTip: 'Share of labelled pixels predicted right.',
  nll: 'Negative log likelihood',
  nllTip: 'How surprised the model is by the labels, in nats a pixel. Lower is better.',
  imageLoss: 'Foreseen order of images',
  imageLossTip: 'From -1 to 1: rank correlation of the loss that the model foresees of each image with the loss it has. 1: it knows which images it fails on.',
  objectF1: 'F1 of objects',
  objectF1Tip: 'Of 1, how many objects are found and how few are not there: one counts as found when it shares half of what both cover.',
  objectPrecision: 'Mean AP of objects',
  objectPrecisionTip: 'The same, stricter: the mean as more and more of both must be shared, from half to nine tenths.',
};

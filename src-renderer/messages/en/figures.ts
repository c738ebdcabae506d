export const figures = {
  dice: (value: string) => `Dice ${value}: of 1, how well the predicted objects cover the labelled ones.`,
  ece: (value: string) => `ECE ${value}: how far, on average, its stated certainty is from how often it is right.`,
  accuracy: 'Accuracy',
  accuracyTip: 'Share of labelled pixels predicted right.',
  nll: 'Negative log likelihood',
  nllTip: 'How surprised the model is by the labels, in nats a pixel. Lower is better.',
};

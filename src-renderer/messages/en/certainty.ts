import type { TemperatureChoice } from '../../../src-main/core/calibration/Temperatures.ts';
import type { UnlikeReason } from '../../../src-main/core/distribution/ImageTraits.ts';

/** What a model's certainty is worth, and where it is not to be trusted. */
export const certainty = {
  before: 'Before calibration',
  after: 'After calibration',
  calibrate: 'Calibrate',
  calibrateTip: 'Fits how sure it may be on the held-back images, so that its certainty can be taken at its word. Its maps are then made anew.',
  temperature: (temperature: string, images: string, pixels: string) =>
    `Calibrated: its networks’ logits are divided by a temperature of ${temperature}, fitted on ${pixels} labelled pixels of ${images}.`,
  temperatures: (least: string, most: string, images: string, pixels: string) =>
    `Calibrated: the logarithms of its networks’ probabilities are divided by a temperature for each class, ${least} to ${most}, fitted on ${pixels} labelled pixels of ${images}.`,
  kinds: (single: string, perClass: string) => `With one temperature for all classes the negative log likelihood is ${single} nats, with one for each ${perClass}.`,
  temperatureChoice: 'Temperature',
  temperatureChoiceHint: 'Choosing calibrates it again at once; later calibrations keep to it.',
  temperatureChoices: {
    automatic: { label: 'Whichever is worth more', hint: 'One for each class where held-back images that it was not fitted on are foretold better by it.' },
    single: { label: 'One for all classes', hint: 'Leaves the order of a network’s classes as it is.' },
    perClass: { label: 'One for each class', hint: 'For classes that are not equally sure; it can change which class is the most probable.' },
  } satisfies Record<TemperatureChoice, { readonly label: string; readonly hint: string }>,
  heldBackImages: (count: number) => (count === 1 ? '1 held-back image' : `${count} held-back images`),
  gain: (before: string, after: string, nllBefore: string, nllAfter: string) =>
    `ECE from ${before} to ${after}, negative log likelihood from ${nllBefore} to ${nllAfter} nats.`,
  otherImages: 'Both are of images that the temperature was not fitted on: each half is measured at that of the other half.',
  sameImages: 'There is one held-back image alone, so both are of the image that the temperature was fitted on, and flatter.',
  notCalibrated: 'Not calibrated yet: how sure it is comes from its training alone.',
  misses: (share: string, threshold: string, missed: string, spurious: string) =>
    `To miss at most ${share} of an image’s foreground on average, take pixels whose foreground probability is ${threshold} or more. On the held-back images ${missed} is missed then, and ${spurious} of what is taken is background.`,
  missesOnOthers: (images: string) => `It was found on ${images} images that the temperature was not fitted on.`,
  missesOnSame: (images: string, wanted: string) =>
    `It was found on the ${images} images that the temperature was fitted on, and holds as far as that does not matter; with ${wanted} held-back images each has its own half.`,
  missesTooFew: (share: string, needed: string, images: string) =>
    `A threshold that misses at most ${share} of the foreground takes ${needed} held-back images with foreground; there are ${images}.`,
  distribution: (images: string, limit: string, references: string) =>
    `It knows ${images} of its training images by their features. An image farther from them than ${limit} (Mahalanobis distance) is marked as unlike them: the limit that one in a hundred images of their kind would pass, from ${references}.`,
  noDistribution: 'It cannot tell images unlike those that it was trained on: it takes four of them, at hand when it is calibrated.',
  references: (count: number) => (count === 1 ? '1 distance' : `${count} distances`),
  risk: {
    title: 'Risk and coverage',
    summary: (half: string, all: string) => `Among the surest half of the pixels ${half} are wrong, among all ${all}. The later the curve rises, the better its certainty tells right from wrong.`,
    atRest: 'Of all pixels',
    coverage: 'surest share of the pixels (%)',
    wrong: 'wrong among them (%)',
    model: 'Wrong',
  },
  histogram: {
    title: 'Confidence',
    summary: (share: string, sure: string) => `${share} of the pixels are called more than ${sure} sure.`,
    atRest: 'Of the surest',
    confidence: 'how sure it is (%)',
    pixels: 'pixels (%)',
    model: 'Pixels',
  },
  classes: {
    title: 'Each class on the held-back images',
    name: 'Class',
    dice: 'Dice',
    diceTip: 'Mean over the images that have the class, 0 to 1.',
    iou: 'IoU',
    iouTip: 'Intersection over union, all labelled pixels together, 0 to 1.',
    ece: 'ECE',
    eceTip: 'How far, on average, the stated probability of this class is from how often it is there.',
    temperature: 'T',
    temperatureTip: 'Temperature of this class: over 1 it softens its probability, under 1 it sharpens it.',
    pixels: 'Labelled pixels',
    none: '–',
  },
  measureAgain: 'Measure it again to see risk and coverage, each class and a threshold for misses.',
  unlike: {
    title: 'Unlike what the model was trained on: its confidence is not to be trusted here',
    why: (score: string, limit: string) => `Its features lie ${score} from those of the training images; ${limit} is the limit.`,
    reasons: {
      darker: 'It is darker than all of them.',
      brighter: 'It is brighter than all of them.',
      flatter: 'It has less contrast than any of them.',
      harsher: 'It has more contrast than any of them.',
      grey: 'It is grey, they are coloured.',
      coloured: 'It is coloured, they are grey.',
      finerPixels: 'Its pixels are smaller than theirs.',
      coarserPixels: 'Its pixels are larger than theirs.',
    } satisfies Record<UnlikeReason, string>,
  },
};

/** Weights of the terms of the loss, 0 for none; the sum is what a step makes smaller. */
export interface LossRecipe {
  readonly crossEntropy: number;
  readonly dice: number;
  readonly focal: number;
  readonly lovasz: number;
  /** Measured in pixels, so a weight of 0.01 is usual. */
  readonly boundary: number;
  /** How much the pixels of each class count in cross entropy and focal loss. */
  readonly classWeights: 'none' | 'medianFrequency' | 'effectiveNumber';
  /** Exponent of the focal loss: how little pixels that are right already count. */
  readonly focusing: number;
  /** Of `effectiveNumber`: 0 gives equal weights, towards 1 those of the inverse frequency. */
  readonly effectiveBeta: number;
}

export interface OptimizerRecipe {
  readonly name: 'adam' | 'sgd';
  /** Of `sgd`, Nesterov's. */
  readonly momentum: number;
  /** Share of each weight taken away per unit of learning rate, apart from the gradient. */
  readonly weightDecay: number;
  /** Longest gradient of the trunk and of the head, each by itself; 0: as long as it is. */
  readonly largestGradientNorm: number;
}

export interface ScheduleRecipe {
  readonly name: 'oneCycle' | 'cosine' | 'polynomial' | 'constant';
  /** Share of the steps over which the learning rate rises. */
  readonly warmUpShare: number;
  /** Of `polynomial`. */
  readonly power: number;
}

export interface AveragingRecipe {
  /** Share of the old mean of the weights kept at each step; 0: the weights themselves are measured and saved. */
  readonly decay: number;
}

export interface StoppingRecipe {
  /** Measurings in a row without a better Dice after which a network's training ends; 0: it takes all its steps. */
  readonly patience: number;
  /** Steps between two measurings. */
  readonly interval: number;
}

/** Adversarial training: crops are also learnt as the fast gradient sign method perturbs them. */
export interface AdversaryRecipe {
  /** Of the loss of perturbed crops, where that of the crops as they are has the rest; 0: none is perturbed. */
  readonly share: number;
  /**
   * Largest change of a value of the network's input, in that input's unit: standard deviations of the image, of networks on
   * published weights ImageNet's.
   */
  readonly epsilon: number;
}

/** A denoiser that is put before the networks once they are trained, as a defence against perturbed images. */
export interface DenoiserRecipe {
  /** Of its own training, after that of the networks; 0: there is none. */
  readonly steps: number;
  /** Largest change of a value that it learns to take back, in the unit of `AdversaryRecipe.epsilon`. */
  readonly epsilon: number;
  /** Channels at full resolution. */
  readonly width: number;
}

/** Shares are of the crops, 0 … 1; factors are the largest, their inverse the smallest. */
export interface AugmentationRecipe {
  readonly flips: boolean;
  readonly quarterTurns: boolean;
  /** Of crops that are turned, resized and sheared by odd amounts. */
  readonly oddShare: number;
  /** Degrees to either side. */
  readonly rotation: number;
  readonly scale: number;
  /** Degrees to either side. */
  readonly shear: number;
  readonly elasticShare: number;
  /** Standard deviation of the displacement of the bending grid's points, pixels of the crop. */
  readonly elastic: number;
  readonly contrastShare: number;
  readonly contrast: number;
  /** Standard deviations of the image to either side; changed with the contrast. */
  readonly brightness: number;
  readonly gammaShare: number;
  readonly gamma: number;
  readonly blurShare: number;
  /** Largest standard deviation, pixels of the crop. */
  readonly blur: number;
  readonly noiseShare: number;
  /** Largest standard deviation, in standard deviations of the image. */
  readonly noise: number;
  /** Of networks that see colour alone, as are all below. */
  readonly colourShare: number;
  readonly saturation: number;
  /** Degrees of the colour circle to either side. */
  readonly hue: number;
  /** Brightness of red, green and blue, each by itself, to either side; 1 is all that the image can show. */
  readonly colourBrightness: number;
  readonly stainShare: number;
  /** Amount of each stain: its factor is 1, give or take so much. */
  readonly stain: number;
  /** Optical density (to the base of ten) of each stain, to either side. */
  readonly stainOffset: number;
}

/** How networks are taught, beside the numbers of a run's size. Plain data: it travels with requests and lies in files. */
export interface TrainingRecipe {
  readonly loss: LossRecipe;
  readonly optimizer: OptimizerRecipe;
  readonly schedule: ScheduleRecipe;
  readonly averaging: AveragingRecipe;
  readonly stopping: StoppingRecipe;
  readonly adversary: AdversaryRecipe;
  readonly denoiser: DenoiserRecipe;
  readonly augmentation: AugmentationRecipe;
}

/** What a user says of a recipe: the rest stays as it is by default. */
export type RecipeChanges = { readonly [Group in keyof TrainingRecipe]?: Partial<TrainingRecipe[Group]> };

/** As measured by `benchmarks/training/nucleiDice.ts`; the starter ensemble is made with it too. */
export const defaultRecipe: TrainingRecipe = {
  loss: { crossEntropy: 1, dice: 1, focal: 0, lovasz: 0, boundary: 0, classWeights: 'none', focusing: 2, effectiveBeta: 0.9999 },
  optimizer: { name: 'adam', momentum: 0.9, weightDecay: 1e-2, largestGradientNorm: 5 },
  schedule: { name: 'oneCycle', warmUpShare: 0.1, power: 0.9 },
  averaging: { decay: 0 },
  stopping: { patience: 0, interval: 25 },
  adversary: { share: 0, epsilon: 0.03 },
  denoiser: { steps: 0, epsilon: 0.1, width: 8 },
  augmentation: {
    flips: true,
    quarterTurns: true,
    oddShare: 0.5,
    rotation: 15,
    scale: 1.25,
    shear: 0,
    elasticShare: 0,
    elastic: 8,
    contrastShare: 0.5,
    contrast: 1.3,
    brightness: 0.2,
    gammaShare: 0.3,
    gamma: 1.4,
    blurShare: 0,
    blur: 1.5,
    noiseShare: 0.25,
    noise: 0.15,
    colourShare: 0,
    saturation: 1.4,
    hue: 10,
    colourBrightness: 0.05,
    stainShare: 0,
    stain: 0.1,
    stainOffset: 0.05,
  },
};

import type { ParameterSpec } from '../Architecture.ts';

/** How files of an encoder's published weights, as timm and torchvision write them, differ from the encoder. */
export interface PublishedWeights {
  /** Who names the tensors so. */
  readonly naming: string;
  /** How the names of tensors begin that belong to the classifier behind the encoder. */
  readonly classifier: readonly string[];
  /** The first convolution: of a file for red, green and blue it is summed for one channel of grey. */
  readonly firstKernel: string;
  /** Embeddings of positions, which are interpolated where the file has another number of them; null where there are none. */
  readonly positions: string | null;
}

/** What each layer calls its tensors here and there; what is not listed bears the same name. */
const publishedEndings: Readonly<Record<string, string>> = {
  kernel: 'weight',
  scale: 'weight',
  offset: 'bias',
  mean: 'running_mean',
  variance: 'running_var',
};

/** Counters of batch normalisation, which nothing here needs. */
const counterEnding = '.num_batches_tracked';

/** @param name of a tensor of the encoder, without the encoder's prefix */
export function publishedName(name: string): string {
  const dot = name.lastIndexOf('.');
  const ending = name.slice(dot + 1);
  return `${name.slice(0, dot + 1)}${publishedEndings[ending] ?? ending}`;
}

/** The order in which PyTorch has the axes of ours: a kernel's output channels come first there. */
export function publishedAxes({ name, shape }: Pick<ParameterSpec, 'name' | 'shape'>): readonly number[] {
  const axes = shape.map((_side, axis) => axis);
  if (!name.endsWith('.kernel')) return axes;
  return shape.length === 4 ? [3, 2, 0, 1] : axes.toReversed();
}

export function isLeftOut(name: string, { classifier }: PublishedWeights): boolean {
  return name.endsWith(counterEnding) || classifier.some((beginning) => name.startsWith(beginning));
}

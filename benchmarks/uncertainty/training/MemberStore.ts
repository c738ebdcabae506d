import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainingKernels } from '../../../src-main/engine/backends/TrainingKernels.ts';
import { plainWeights } from '../../../src-main/engine/weights/plainWeights.ts';
import type { SchemeNetwork, WeightScheme } from '../../../src-main/engine/weights/WeightScheme.ts';
import type { Classifier, ClassifierOptions } from '../classifiers/Classifier.ts';
import { networks, type NetworkName } from '../classifiers/networks.ts';
import type { LabelledDigits } from '../digits/digitSets.ts';
import { crossEntropy, type ClassificationLoss } from './ClassificationLoss.ts';
import { groupsOf, type SpecGroups, type TrainedNetwork } from './TrainedNetwork.ts';
import { trainClassifier, type ClassifierTraining, type TrainedValues, type TrainingPlan } from './trainClassifier.ts';

/** One way of training a network; what it leaves out is as for the deterministic one. */
export interface Variant {
  /** In the names of files: unique. */
  readonly name: string;
  readonly options?: ClassifierOptions;
  /** In place of the row's network. */
  readonly network?: (options: ClassifierOptions) => Classifier;
  readonly scheme?: (network: SchemeNetwork) => WeightScheme;
  readonly loss?: ClassificationLoss;
  readonly plan?: Partial<TrainingPlan>;
  readonly augmented?: ClassifierTraining['augmented'];
}

export interface TrainedMember extends TrainedValues {
  readonly classifier: Classifier;
  readonly groups: SpecGroups;
  readonly scheme: WeightScheme;
}

export interface StoreSettings {
  readonly folder: string;
  readonly network: NetworkName;
  readonly digits: LabelledDigits;
  readonly kernels: TrainingKernels;
  /** 1, or a part of the epochs for a trial. */
  readonly effort: number;
}

/** Networks by their way of training and number: trained once, kept, shared by the rows that ask for the same. */
export class MemberStore {
  readonly #settings: StoreSettings;

  constructor(settings: StoreSettings) {
    this.#settings = settings;
    mkdirSync(settings.folder, { recursive: true });
  }

  /** @param number 1 …, the seed it is trained with */
  async member(variant: Variant, number: number): Promise<TrainedMember> {
    const { folder, network, digits, kernels, effort } = this.#settings;
    const { build, plan: usual } = networks[network];
    const classifier = (variant.network ?? build)(variant.options ?? {});
    const groups = groupsOf(classifier);
    const scheme = (variant.scheme ?? plainWeights)({ specs: groups.trained });
    const path = join(folder, `${network}-${variant.name}-${number}`);
    const kept = read(path);
    if (kept) return { ...kept, classifier, groups, scheme };
    const plan = { ...usual, ...variant.plan };
    let shown = 0;
    const trained = await trainClassifier({
      classifier,
      scheme,
      loss: variant.loss ?? crossEntropy,
      plan: { ...plan, epochs: Math.max(1, Math.round(plan.epochs * effort)) },
      digits,
      kernels,
      seed: number,
      ...(variant.augmented && { augmented: variant.augmented }),
      report(fraction, loss) {
        if (fraction < shown) return;
        shown += 0.25;
        process.stderr.write(`${network} ${variant.name} ${number}: ${Math.round(fraction * 100)} %, loss ${loss.toFixed(4)}\n`);
      },
    });
    write(path, trained);
    return { ...trained, classifier, groups, scheme };
  }
}

/** A network that is its values, trained without a scheme of weights. */
export function networkOf({ values, statistics }: TrainedValues): TrainedNetwork {
  return { weights: values, statistics };
}

interface Described {
  readonly lengths: readonly [values: number, tracked: number, statistics: number];
  readonly elapsedMs: number;
  readonly steps: number;
}

function read(path: string): TrainedValues | null {
  if (!existsSync(`${path}.json`)) return null;
  const { lengths, ...figures } = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Described;
  const bytes = readFileSync(`${path}.f32`);
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const [values, tracked] = lengths;
  return { values: all.slice(0, values), tracked: all.slice(values, values + tracked), statistics: all.slice(values + tracked), ...figures };
}

/** The description last: where it lies, the values are whole. */
function write(path: string, { values, tracked, statistics, elapsedMs, steps }: TrainedValues): void {
  writeFileSync(`${path}.f32`, Buffer.concat([values, tracked, statistics].map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength))));
  const described: Described = { lengths: [values.length, tracked.length, statistics.length], elapsedMs, steps };
  writeFileSync(`${path}.new`, JSON.stringify(described));
  renameSync(`${path}.new`, `${path}.json`);
}

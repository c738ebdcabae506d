import { factorsOfPass } from '../../../models/layers/channelDropout.ts';
import type { NetworkSplit } from '../../../models/registry.ts';
import type { Temperatures } from '../../core/calibration/Temperatures.ts';
import { RandomSource } from '../../core/random/RandomSource.ts';
import type { RandomKey } from '../../core/random/RandomSource.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { engineFault } from '../jobs/engineFault.ts';
import { tf } from '../tensorflow.ts';
import { calibrated, disposeMember, loadMember } from './MemberNetwork.ts';
import type { LoadedMember, MemberNetwork, MemberTensors } from './MemberNetwork.ts';
import type { MemberOutcome, MemberRunner, MemberWindow } from './MemberRunner.ts';
import { readOutcome } from './TfjsRunner.ts';
import type { MemberValues } from './weightsFile.ts';

export interface PassSettings {
  readonly temperature: Temperatures;
  /** What each pass draws from, at least one: equal keys drop the same. */
  readonly draws: readonly RandomKey[];
}

/** What is common to all passes over one window. */
interface SharedWindow extends MemberWindow {
  readonly tensors: readonly tf.Tensor[];
}

/**
 * Stochastic passes of one network over the backend of TensorFlow.js in force: Monte Carlo dropout. What lies before the
 * first stochastic layer is computed by the first pass that sees a window, and kept until the last one has.
 *
 * A pass makes its draw anew from its key in every window, so that it drops the same in each and nothing is kept for it.
 * Nothing but dropout is stochastic: batch normalisation goes by its running statistics.
 * Source: Gal & Ghahramani 2016, arXiv:1506.02142.
 */
export class StochasticPasses {
  readonly #network: MemberNetwork;
  readonly #split: NetworkSplit;
  readonly #member: LoadedMember;
  readonly #settings: PassSettings;
  #window: SharedWindow | null = null;

  private constructor(network: MemberNetwork, values: MemberValues, settings: PassSettings) {
    const { architecture, split } = network.network;
    if (!split) throw new SfumatoError('internal', `stochastic passes: ${architecture} has no stochastic layer in this config`);
    this.#network = network;
    this.#split = split;
    this.#member = loadMember(network, values);
    this.#settings = settings;
  }

  /**
   * A runner for each pass, in the order in which they are to run; the last one disposed frees all.
   * @throws SfumatoError `internal` when the network has no stochastic layer
   */
  static runners(network: MemberNetwork, values: MemberValues, settings: PassSettings): MemberRunner[] {
    const passes = new StochasticPasses(network, values, settings);
    let left = settings.draws.length;
    return settings.draws.map((_draw, index) => ({
      run: (window) => passes.#run(index, window),
      dispose: async () => {
        left--;
        if (left > 0) return;
        passes.#forget();
        disposeMember(passes.#member);
      },
    }));
  }

  async #run(index: number, window: MemberWindow): Promise<MemberOutcome> {
    try {
      const outcome = readOutcome(this.#compute(index, window));
      // Nothing is awaited before this: what other passes do meanwhile finds the window kept or gone, never half of it.
      if (index === this.#settings.draws.length - 1) this.#forget();
      return await outcome;
    } catch (thrown) {
      this.#forget();
      throw engineFault(thrown);
    }
  }

  #forget(): void {
    if (this.#window) tf.dispose([...this.#window.tensors]);
    this.#window = null;
  }

  #compute(index: number, window: MemberWindow): MemberTensors {
    const { draws, temperature } = this.#settings;
    const { margins } = window;
    const shared = this.#sharedOf(window);
    return tf.tidy(() => {
      const channelFactors = factorsOfPass(new RandomSource(draws[index]!));
      const forward = this.#split.pass(this.#member.trunk, shared, { phase: 'prediction', channelFactors, margins });
      return calibrated(this.#network, this.#member, forward, { temperature, margins });
    });
  }

  #sharedOf({ values, height, width, margins }: MemberWindow): readonly tf.Tensor[] {
    const known = this.#window;
    if (known?.values === values && known.height === height && known.width === width && known.margins === margins) return known.tensors;
    this.#forget();
    const shape: [number, number, number, number] = [1, height, width, values.length / (height * width)];
    const tensors = tf.tidy(() => this.#split.shared(this.#member.trunk, tf.tensor4d(values, shape), { phase: 'prediction', margins }));
    this.#window = { values, height, width, margins, tensors };
    return tensors;
  }
}

import type { Temperatures } from '../../core/calibration/Temperatures.ts';
import { refuseFaultyDevice } from '../backends/deviceFaults.ts';
import { engineFault } from '../jobs/engineFault.ts';
import { tf } from '../tensorflow.ts';
import { disposeMember, loadMember, predictMember } from './MemberNetwork.ts';
import type { LoadedMember, MemberNetwork, MemberTensors } from './MemberNetwork.ts';
import type { MemberOutcome, MemberRunner, MemberWindow } from './MemberRunner.ts';
import type { MemberValues } from './weightsFile.ts';

/** A member on whatever backend TensorFlow.js has been given. */
export class TfjsRunner implements MemberRunner {
  readonly #network: MemberNetwork;
  readonly #member: LoadedMember;
  readonly #temperature: Temperatures;

  constructor(network: MemberNetwork, values: MemberValues, temperature: Temperatures) {
    this.#network = network;
    this.#member = loadMember(network, values);
    this.#temperature = temperature;
  }

  async run(window: MemberWindow): Promise<MemberOutcome> {
    try {
      return await this.#run(window);
    } catch (thrown) {
      // Further up, what is no error of ours is taken for one of the file system.
      throw engineFault(thrown);
    }
  }

  async #run({ values, height, width, margins }: MemberWindow): Promise<MemberOutcome> {
    const channels = values.length / (height * width);
    const pass = { temperature: this.#temperature, margins };
    return readOutcome(tf.tidy(() => predictMember(this.#network, this.#member, tf.tensor4d(values, [1, height, width, channels]), pass)));
  }

  async dispose(): Promise<void> {
    disposeMember(this.#member);
  }
}

/** Reads and disposes the tensors. */
export async function readOutcome(tensors: MemberTensors): Promise<MemberOutcome> {
  try {
    // The WebGPU backend has no reading that blocks.
    const [probabilities, lossMap, imageLoss, distances, confidence] = await Promise.all([
      tensors.probabilities.data<'float32'>(),
      tensors.lossMap.data<'float32'>(),
      tensors.imageLoss.data<'float32'>(),
      tensors.distances?.data<'float32'>() ?? null,
      tensors.confidence?.data<'float32'>() ?? null,
    ]);
    refuseFaultyDevice();
    return { probabilities, lossMap, imageLoss: imageLoss[0]!, distances, confidence };
  } finally {
    tensors.probabilities.dispose();
    tensors.lossMap.dispose();
    tensors.imageLoss.dispose();
    tensors.distances?.dispose();
    tensors.confidence?.dispose();
  }
}

import { loadDenoiser } from '../adversary/loadDenoiser.ts';
import type { Denoiser, DenoiserValues } from '../adversary/loadDenoiser.ts';
import { refuseFaultyDevice } from '../backends/deviceFaults.ts';
import { engineFault } from '../jobs/engineFault.ts';
import { tf } from '../tensorflow.ts';
import type { MemberRunner, MemberWindow } from './MemberRunner.ts';

/**
 * Members that see each window as a denoiser leaves it. It is denoised once for all of them, on the backend of TensorFlow.js in
 * force, whatever runs the members; they are given one array of values, so that what they share of a window they still share.
 * What it says near a window's border is not what it would say in the whole image: whoever cuts windows adds `denoiserContext`
 * to the members' own.
 * @param denoiser null: the runners as they are
 * @returns as many runners, in their order; the last one disposed frees the denoiser
 * Source: Liao et al. 2018, arXiv:1712.02976.
 */
export function denoisedRunners(runners: readonly MemberRunner[], denoiser: DenoiserValues | null): readonly MemberRunner[] {
  if (denoiser === null) return runners;
  const loaded = loadDenoiser(denoiser);
  const denoisedOf = denoisingOnce(loaded);
  let left = runners.length;
  return runners.map((runner): MemberRunner => ({
    ...(runner.largestInput !== undefined && { largestInput: runner.largestInput }),
    ...(runner.sideBySide !== undefined && { sideBySide: runner.sideBySide }),
    run: async (window) => runner.run({ ...window, values: await denoisedOf(window) }),
    dispose: async () => {
      left--;
      if (left === 0) loaded.dispose();
      await runner.dispose();
    },
  }));
}

/** Members that run side by side wait for the same outcome: they know a window again by its values. */
function denoisingOnce(denoiser: Denoiser): (window: MemberWindow) => Promise<Float32Array> {
  let last: { readonly of: Float32Array; readonly denoised: Promise<Float32Array> } | null = null;
  return (window) => {
    if (last?.of !== window.values) {
      const own = { of: window.values, denoised: denoisedValues(denoiser, window) };
      last = own;
      // Whoever asks again is to try again.
      own.denoised.catch(() => {
        if (last === own) last = null;
      });
    }
    return last.denoised;
  };
}

async function denoisedValues(denoiser: Denoiser, { values, height, width }: MemberWindow): Promise<Float32Array> {
  let tensor: tf.Tensor | null = null;
  try {
    tensor = tf.tidy(() => denoiser.denoise(tf.tensor4d(values, [1, height, width, values.length / (height * width)])));
    const denoised = await tensor.data<'float32'>();
    refuseFaultyDevice();
    return denoised;
  } catch (thrown) {
    // Further up, what is no error of ours is taken for one of the file system.
    throw engineFault(thrown);
  } finally {
    tensor?.dispose();
  }
}

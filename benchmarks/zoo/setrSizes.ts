import { tf } from '../../src-main/engine/tensorflow.ts';
import { vitSizes } from '../../models/encoders/vit/arch.ts';
import { multiplyAdds } from '../../models/multiplyAdds.ts';
import { countParameters } from '../../models/parameters.ts';
import { createNetwork } from '../../models/registry.ts';

/**
 * Prints the trained values and multiply-adds of SETR for its README: at the paper's 768 x 768 and 19 classes beside its
 * table 2, and in a size that trains on two cores. Nothing is computed or allocated.
 *
 *     node benchmarks/zoo/setrSizes.ts
 */
const decoders = { setrNaive: 'Naive', setrPup: 'PUP', setrMla: 'MLA' } as const;
type Decoder = keyof typeof decoders;

/** Millions of parameters in the paper's table 2. */
const published = {
  large: { setrNaive: 305.67, setrPup: 318.31, setrMla: 310.57 },
  base: { setrNaive: 87.69, setrPup: 97.64, setrMla: 92.59 },
} as const;

function figures(decoder: Decoder, config: Readonly<Record<string, unknown>>, sides: readonly number[]): { parameters: string; counts: string } {
  const network = createNetwork(decoder, { auxiliaryWeight: 0.4, ...config }, 'sizes');
  const counts = sides.map((side) => `${(multiplyAdds({ network, height: side, width: side }) / 1e9).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} G`);
  return { parameters: countParameters(network.parameterSpecs, 'trained').toLocaleString('en'), counts: counts.join(' | ') };
}

await tf.setBackend('cpu');
process.stdout.write('| 768 x 768, 3 channels, 19 classes | parameters | paper, table 2 | multiply-adds |\n|---|---|---|---|\n');
for (const [size, millions] of Object.entries(published) as ['large' | 'base', Record<Decoder, number>][]) {
  for (const [decoder, title] of Object.entries(decoders) as [Decoder, string][]) {
    const config = { inputChannels: 3, classes: 19, encoder: { ...vitSizes[size], grid: 48 }, channels: 256 };
    const { parameters, counts } = figures(decoder, config, [768]);
    process.stdout.write(`| ${title}, ViT-${size === 'large' ? 'Large' : 'Base'} | ${parameters} | ${millions[decoder]} M | ${counts} |\n`);
  }
}
process.stdout.write('\n| small: `vitSizes.mini`, 32 channels, 1 channel, 2 classes | parameters | multiply-adds at 256 x 256 | at 512 x 512 |\n|---|---|---|---|\n');
for (const [decoder, title] of Object.entries(decoders) as [Decoder, string][]) {
  const { parameters, counts } = figures(decoder, { inputChannels: 1, classes: 2, encoder: vitSizes.mini, channels: 32 }, [256, 512]);
  process.stdout.write(`| ${title} | ${parameters} | ${counts} |\n`);
}

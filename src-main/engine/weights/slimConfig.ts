import { describeNetworks } from '../../../models/offers/describeNetworks.ts';
import type { UncertaintyChoice } from '../../core/uncertainty/UncertaintyChoice.ts';
import { packedEncoderWidth, packedWidth } from './packedWidth.ts';
import type { Packing } from './packedWidth.ts';

type Config = Readonly<Record<string, unknown>>;

/** How a choice packs its networks; null where it does not. @param choice with its settings filled in */
export function packingOf(choice: UncertaintyChoice | null): Packing | null {
  if (choice?.method !== 'packedEnsemble') return null;
  return { alpha: Number(choice.settings['alpha']), members: Number(choice.settings['members']) };
}

/** Fields that say how many channels a network's layers have; those that follow from them are not said. */
const channelFields = ['width', 'channels', 'fineChannels', 'decoderChannels', 'hiddenChannels'] as const;

/**
 * The config of one network of a package: of a network that takes the place of one of the given config, every layer with
 * α / M of its channels, rounded up to what the field allows.
 * @param config of the one network that the package stands for
 * Source: Laurent et al. 2023, arXiv:2210.09184, section 3.2.
 */
export function slimConfig(architecture: string, config: Config, packing: Packing): Config {
  const fields = describeNetworks().find((each) => each.architecture === architecture)?.fields ?? [];
  const slim = { ...config };
  for (const name of channelFields) {
    const rule = fields.find((field) => field.name === name)?.rule;
    const channels = config[name];
    // 0 of hidden channels is as published, and stays for the network itself to judge.
    if (rule?.kind !== 'wholeNumber' || typeof channels !== 'number' || channels === 0) continue;
    // Halves of a width are taken inside some decoders.
    const unit = rule.multipleOf === 1 && name !== 'width' ? 2 : rule.multipleOf;
    slim[name] = Math.min(channels, Math.max(rule.least, Math.ceil(packedWidth(channels, packing) / unit) * unit));
  }
  const encoder = config['encoder'];
  return typeof encoder === 'object' && encoder !== null ? { ...slim, encoder: slimEncoder(encoder as Config, packing) } : slim;
}

function slimEncoder(encoder: Config, packing: Packing): Config {
  const { name, width, heads } = encoder;
  if (typeof width !== 'number') return encoder;
  if (name !== 'vit') return { ...encoder, width: packedEncoderWidth(width, packing) };
  if (typeof heads !== 'number') return encoder;
  // Heads keep their length, which is what attention is scaled by.
  const kept = Math.min(heads, packedWidth(heads, packing));
  return { ...encoder, heads: kept, width: (width / heads) * kept };
}

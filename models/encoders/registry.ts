import * as z from 'zod';
import { SfumatoError } from '../../src-main/core/SfumatoError.ts';
import type { Encoder, EncoderKind, EncoderSetting } from './Encoder.ts';
import { resnet101, resnet18, resnet34, resnet50 } from './resnet/arch.ts';
import { vgg16 } from './vgg16/arch.ts';

/** To add an encoder: write its folder, add it here and to `encoderConfigSchema`. */
const kinds = [vgg16, resnet18, resnet34, resnet50, resnet101] as const;

/** The part of a system's config that names its encoder. */
export const encoderConfigSchema = z.discriminatedUnion('name', [
  vgg16.configSchema,
  resnet18.configSchema,
  resnet34.configSchema,
  resnet50.configSchema,
  resnet101.configSchema,
]);

export type EncoderConfig = z.infer<typeof encoderConfigSchema>;

export function encoderNames(): readonly string[] {
  return kinds.map(({ name }) => name);
}

/** @param config checked by `encoderConfigSchema` */
export function createEncoder(config: EncoderConfig, setting: EncoderSetting): Encoder {
  const kind = kinds.find(({ name }) => name === config.name);
  if (!kind) throw new SfumatoError('internal', `encoder: wanted one of ${encoderNames().join(', ')}, got ${config.name}`);
  return (kind as EncoderKind<EncoderConfig>).build(config, setting);
}

import type { NetworkChoice } from '../../../src-main/core/networks/NetworkDescription.ts';
import { formatCount, formatExact } from '../../messages/format.ts';
import { words } from '../../messages/messages.ts';
import { architectureName } from './architectureName.ts';

/** A system without a word of its encoder, told apart from the others: two are U-Nets. */
export function systemTitle(architecture: string): string {
  return architecture === 'unetOnEncoder' ? words.network.onEncoder(architectureName(architecture)) : architectureName(architecture);
}

/** Which network it is: its system and, where it stands on one, its encoder. */
export function networkName({ architecture, config }: NetworkChoice): string {
  const encoder = config['encoder'] as Readonly<Record<string, unknown>> | undefined;
  const system = architectureName(architecture);
  return encoder ? words.network.on(system, encoderName(encoder)) : system;
}

function encoderName({ name, width, depth }: Readonly<Record<string, unknown>>): string {
  const { asWide, encoderNames, transformer } = words.network;
  if (name === 'vit') return transformer(formatCount(Number(width)), formatCount(Number(depth)));
  const known = encoderNames[String(name)] ?? String(name);
  return typeof width === 'number' && width !== 1 ? asWide(known, formatExact(width)) : known;
}

import { writeFile } from 'node:fs/promises';

type Tensors = [name: string, shape: readonly number[]][];

/** Channels of the four stages at a quarter of the published width. */
const quarter = [16, 32, 64, 128] as const;

/** Writes weights of a ResNet-18, a quarter as wide, in torchvision's naming: small values, alike in every run. */
export function writeResnet18(path: string): Promise<void> {
  const tensors: Tensors = [['conv1.weight', [quarter[0], 3, 7, 7]], ...normalisation('bn1', quarter[0])];
  let input: number = quarter[0];
  for (const [stage, channels] of quarter.entries()) {
    for (const block of [0, 1]) {
      const name = `layer${stage + 1}.${block}`;
      tensors.push([`${name}.conv1.weight`, [channels, input, 3, 3]], ...normalisation(`${name}.bn1`, channels));
      tensors.push([`${name}.conv2.weight`, [channels, channels, 3, 3]], ...normalisation(`${name}.bn2`, channels));
      if (input !== channels) tensors.push([`${name}.downsample.0.weight`, [channels, input, 1, 1]], ...normalisation(`${name}.downsample.1`, channels));
      input = channels;
    }
  }
  // The classifier behind the encoder, which is not read.
  tensors.push(['fc.weight', [1000, input]], ['fc.bias', [1000]]);
  return writeSafetensors(path, tensors);
}

/** Writes weights of no network that the program knows. */
export function writeOtherWeights(path: string): Promise<void> {
  return writeSafetensors(path, [['conv1.weight', [8, 3, 7, 7]], ['something.else', [4]]]);
}

function normalisation(name: string, channels: number): Tensors {
  return ['weight', 'bias', 'running_mean', 'running_var'].map((part) => [`${name}.${part}`, [channels]]);
}

/** The format: the header's length in 8 bytes, the header as JSON, the values one tensor after another. */
async function writeSafetensors(path: string, tensors: Tensors): Promise<void> {
  const header: Record<string, unknown> = {};
  const parts: Float32Array[] = [];
  let offset = 0;
  for (const [name, shape] of tensors) {
    const size = shape.reduce((product, side) => product * side, 1);
    const isAroundOne = name.endsWith('running_var') || (shape.length === 1 && name.endsWith('weight'));
    parts.push(Float32Array.from({ length: size }, (_none, at) => (isAroundOne ? 1 : 0.02 * Math.sin(at + parts.length))));
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + 4 * size] };
    offset += 4 * size;
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  await writeFile(path, Buffer.concat([length, text, ...parts.map(({ buffer }) => Buffer.from(buffer))]));
}

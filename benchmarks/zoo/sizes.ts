import { tf } from '../../src-main/engine/tensorflow.ts';
import { multiplyAdds } from '../../models/multiplyAdds.ts';
import { countParameters } from '../../models/parameters.ts';
import { createNetwork } from '../../models/registry.ts';

/**
 * Prints the trained values and multiply-adds of the zoo's systems for the READMEs: as published (3 channels, 21 classes)
 * and in a size that trains on two cores (1 channel, 2 classes), for an input of 512 x 512. Nothing is computed or
 * allocated.
 *
 *     node benchmarks/zoo/sizes.ts
 *
 * SETR, which was published at another size, has `setrSizes.ts`.
 */
const side = 512;
const resnet = (depth: number, width: number) => ({ name: `resnet${depth}`, width });
const vgg = (width: number, batchNorm: boolean) => ({ name: 'vgg16', width, batchNorm });

const systems: readonly (readonly [string, string, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>])[] = [
  ['FCN-32s', 'fcn', { encoder: vgg(1, false), stride: 32, hiddenChannels: 4096 }, { encoder: vgg(0.25, true), stride: 32, hiddenChannels: 256 }],
  ['FCN-16s', 'fcn', { encoder: vgg(1, false), stride: 16, hiddenChannels: 4096 }, { encoder: vgg(0.25, true), stride: 16, hiddenChannels: 256 }],
  ['FCN-8s', 'fcn', { encoder: vgg(1, false), stride: 8, hiddenChannels: 4096 }, { encoder: vgg(0.25, true), stride: 8, hiddenChannels: 256 }],
  ['SegNet', 'segnet', { encoder: vgg(1, true) }, { encoder: vgg(0.25, true) }],
  ['U-Net on ResNet', 'unetOnEncoder', { encoder: resnet(34, 1), decoderChannels: 256 }, { encoder: resnet(18, 0.25), decoderChannels: 64 }],
  [
    'PSPNet',
    'pspnet',
    { encoder: resnet(50, 1), outputStride: 8, channels: 512, auxiliaryWeight: 0.4 },
    { encoder: resnet(18, 0.25), outputStride: 8, channels: 64, auxiliaryWeight: 0.4 },
  ],
  ['DeepLab v2', 'deeplabV2', { encoder: resnet(101, 1), outputStride: 8, rates: [6, 12, 18, 24] }, { encoder: resnet(18, 0.25), outputStride: 8, rates: [2, 4, 6, 8] }],
  [
    'DeepLab v3',
    'deeplab',
    { encoder: resnet(101, 1), outputStride: 16, channels: 256, rates: [6, 12, 18], auxiliaryWeight: 0 },
    { encoder: resnet(18, 0.25), outputStride: 16, channels: 64, rates: [2, 4, 6], auxiliaryWeight: 0 },
  ],
  [
    'DeepLab v3+',
    'deeplabV3Plus',
    { encoder: resnet(101, 1), outputStride: 16, channels: 256, fineChannels: 48, rates: [6, 12, 18] },
    { encoder: resnet(18, 0.25), outputStride: 16, channels: 64, fineChannels: 16, rates: [2, 4, 6] },
  ],
  ['U-Net', 'unet', { width: 64, depth: 4 }, { width: 16, depth: 4 }],
];

await tf.setBackend('cpu');
process.stdout.write(`| system | parameters, published | multiply-adds at ${side} x ${side} | parameters, small | multiply-adds |\n|---|---|---|---|---|\n`);
for (const [title, name, published, small] of systems) {
  const figures = [
    { inputChannels: 3, classes: 21, ...published },
    { inputChannels: 1, classes: 2, ...small },
  ].map((config) => {
    const network = createNetwork(name, config, 'sizes');
    const parameters = countParameters(network.parameterSpecs, 'trained').toLocaleString('en');
    return `${parameters} | ${(multiplyAdds({ network, height: side, width: side }) / 1e9).toFixed(2)} G`;
  });
  process.stdout.write(`| ${title} | ${figures.join(' | ')} |\n`);
}

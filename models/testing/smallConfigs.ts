const image = { inputChannels: 1, classes: 3 };
const resnet18 = { name: 'resnet18', width: 0.0625 };
const vgg16 = { name: 'vgg16', width: 0.0625 };
const transformer = { encoder: { name: 'vit', width: 12, depth: 4, heads: 2, patch: 4, grid: 4 }, channels: 8, auxiliaryWeight: 0.4 };

/** A small config of each architecture of the registry: one channel, three classes. */
export const smallConfigs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  unet: { ...image, width: 4, depth: 2 },
  unetOnEncoder: { ...image, encoder: resnet18, decoderChannels: 32 },
  fcn: { ...image, encoder: { ...vgg16, batchNorm: false }, stride: 8, hiddenChannels: 8 },
  segnet: { ...image, encoder: { ...vgg16, batchNorm: true } },
  pspnet: { ...image, encoder: resnet18, outputStride: 8, channels: 8, auxiliaryWeight: 0.4 },
  deeplab: { ...image, encoder: resnet18, outputStride: 8, channels: 8, rates: [2, 3], auxiliaryWeight: 0.4 },
  deeplabV2: { ...image, encoder: resnet18, outputStride: 8, rates: [2, 3] },
  deeplabV3Plus: { ...image, encoder: resnet18, outputStride: 16, channels: 8, fineChannels: 4, rates: [2, 3] },
  setrNaive: { ...image, ...transformer },
  setrPup: { ...image, ...transformer },
  setrMla: { ...image, ...transformer },
};

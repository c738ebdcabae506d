/**
 * What each system is where nothing else is said, its encoder aside: a quarter of the published channels, so that two
 * processor cores train it. In the order in which they are offered.
 */
export const standardConfigs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  unet: { width: 16, depth: 4 },
  unetOnEncoder: { decoderChannels: 64 },
  deeplabV3Plus: { outputStride: 16, channels: 64, fineChannels: 16, rates: [6, 12, 18] },
  deeplab: { outputStride: 16, channels: 64, rates: [6, 12, 18], auxiliaryWeight: 0 },
  deeplabV2: { outputStride: 16, rates: [6, 12, 18, 24] },
  pspnet: { outputStride: 16, channels: 128, auxiliaryWeight: 0.4 },
  fcn: { stride: 8, hiddenChannels: 0 },
  segnet: {},
  setrPup: { channels: 64, auxiliaryWeight: 0.4 },
  setrMla: { channels: 64, auxiliaryWeight: 0.4 },
  setrNaive: { channels: 64, auxiliaryWeight: 0.4 },
};

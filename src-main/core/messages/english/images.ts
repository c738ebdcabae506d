/** Why a file is not read as an image or as labels. */
export const imageMessages = {
  emptyFile: ({ name }: { name: string }) => `${name}: the file is empty`,
  unknownFormat: ({ name, formats }: { name: string; formats: string }) => `${name}: wanted an image (${formats}), the file begins like none of these`,
  lossyLabels: ({ name, format }: { name: string; format: string }) => `${name}: ${format} does not keep class indices exactly; save labels as PNG or TIFF`,
  cannotBeRead: ({ name, why }: { name: string; why: string }) => `${name}: cannot be read (${why})`,
  cannotBeUnpacked: ({ name, why }: { name: string; why: string }) => `${name}: its pixels cannot be unpacked (${why})`,
  headerSays: ({ name, size }: { name: string; size: string }) => `${name}: its header says ${size} pixels`,
  tooManyPixels: ({ name, size, millions }: { name: string; size: string; millions: number }) =>
    `${name}: its header says ${size} pixels; at most ${millions} million are read`,
  tooLargeDecoded: ({ name, mebibytes, most }: { name: string; mebibytes: number; most: number }) =>
    `${name}: decoded it would take ${mebibytes} MiB; at most ${most} are read`,
  headerAndPixelsDiffer: (is: { name: string; headerSize: string; headerChannels: number; size: string; channels: number }) =>
    `${is.name}: its header says ${is.headerSize} in ${is.headerChannels} channels, its pixels are ${is.size} in ${is.channels}`,
  decodedOtherwise: (is: { name: string; bytes: number; channels: number; gotBytes: number; gotChannels: number }) =>
    `${is.name}: wanted ${is.bytes} bytes in ${is.channels} channels, the decoder gave ${is.gotBytes} in ${is.gotChannels}`,
  animation: ({ name, frames }: { name: string; frames: number }) => `${name}: is an animation of ${frames} frames; save the frame as a file of its own`,
  notGreyOrRgb: ({ name, what }: { name: string; what: string }) => `${name}: wanted grey or RGB samples, it holds ${what}`,
  colourSpace: ({ space }: { space: string }) => `the colour space ${space}`,
  complexNumbers: 'complex numbers',
  signedSamples: 'signed 16-bit samples; save it as unsigned 16-bit or as float',
  channelCount: ({ channels }: { channels: number }) => `${channels} channels`,
  cmykOf: ({ type }: { type: string }) => `CMYK in samples of the type ${type}`,
  colouredLabelPng: ({ name, hasAlpha }: { name: string; hasAlpha: boolean }) =>
    `${name}: label files hold class indices or instance numbers, not colours (this PNG is ${hasAlpha ? 'grey with alpha' : 'RGB'})`,
  colouredLabels: ({ name, channels }: { name: string; channels: number }) =>
    `${name}: label files hold class indices or instance numbers, not colours (this one has ${channels} channels)`,
  pngLastChunkMissing: ({ name }: { name: string }) => `${name}: the file is cut off: its last chunk is missing`,
  pngCutInside: ({ name, chunk }: { name: string; chunk: string }) => `${name}: the file is cut off inside its chunk ${JSON.stringify(chunk)}`,
  pngWrongHeader: ({ name }: { name: string }) => `${name}: it does not begin with a PNG header`,
  pngNoHeader: ({ name }: { name: string }) => `${name}: it has no PNG header`,
  notFinite: ({ name, x, y, value }: { name: string; x: number; y: number; value: string }) =>
    `${name}: pixel (${x}, ${y}) holds ${value}; wanted finite numbers everywhere`,
  labelNotWhole: ({ name, x, y, value }: { name: string; x: number; y: number; value: string }) =>
    `${name}: pixel (${x}, ${y}) holds ${value}; wanted labels that are whole numbers from 0 on`,
  labelsNotWhole: ({ name }: { name: string }) => `${name}: wanted labels that are whole numbers`,
  labelFractions: ({ name }: { name: string }) => `${name}: wanted labels that are whole numbers, it holds fractions`,
  labelBits: ({ name, type }: { name: string; type: string }) => `${name}: wanted labels of 8, 16 or 32 bits, it holds samples of the type ${type}`,
  decoderSlow: ({ name, seconds }: { name: string; seconds: number }) => `${name}: reading it took longer than ${seconds} s, so it was stopped`,
  decoderEnded: ({ reason }: { reason: string }) => `the decoder process ended (${reason})`,
  decoderGone: 'the decoder process ended',
  fileLeftOut: ({ name, reason }: { name: string; reason: string }) => `${name}: ${reason}; the file is left out`,
  storedFileDiffers: ({ name, wanted, got }: { name: string; wanted: string; got: string }) => `${name}: wanted ${wanted}, its stored file now decodes to ${got}`,
};

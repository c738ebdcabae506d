/** Why a TIFF is not read. */
export const tiffMessages = {
  tiffHeaderCut: ({ name }: { name: string }) => `${name}: the file is cut off inside its header`,
  tiffCircle: ({ name, page }: { name: string; page: number }) => `${name}: page ${page} is one that came before: its pages go in a circle`,
  tiffTooManyPages: ({ name, most }: { name: string; most: number }) => `${name}: has more than ${most} pages`,
  tiffPageBeyond: ({ name, page }: { name: string; page: number }) => `${name}: page ${page} lies beyond the file's end`,
  tiffTags: ({ name, page, count }: { name: string; page: number; count: number }) => `${name}: page ${page} has ${count} tags`,
  tiffPageCut: ({ name, page }: { name: string; page: number }) => `${name}: page ${page} is cut off by the file's end`,
  tiffNoPage: ({ name }: { name: string }) => `${name}: has no page`,
  tiffNoSlice: ({ name, slice, slices }: { name: string; slice: number; slices: number }) => `${name}: wanted slice ${slice}, it has ${slices}`,
  tiffPageSizes: ({ name, first, page, size }: { name: string; first: string; page: number; size: string }) =>
    `${name}: page 1 is ${first} pixels, page ${page} ${size}; a stack has slices of one size, save each page as a file of its own`,
  tiffPageKinds: ({ name, page }: { name: string; page: number }) =>
    `${name}: page ${page} holds samples of another kind than page 1; save each page as a file of its own`,
  tiffBits: ({ name, signed, bits }: { name: string; signed: boolean; bits: number }) =>
    `${name}: wanted channels of 8 or 16 bits or floating point, it holds ${signed ? 'signed ' : ''}samples of ${bits} bits`,
  tiffSamples: ({ name, wanted, got }: { name: string; wanted: number; got: number }) => `${name}: wanted ${wanted} samples, the decoder gave ${got}`,
};

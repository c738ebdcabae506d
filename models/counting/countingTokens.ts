import type { CountedCall, CountedOutcome } from './countingKernels.ts';

/** Each token's query meets all keys, and what comes of it all values: N² C twice, whatever the number of heads. */
export function attention({ shapes }: CountedCall): CountedOutcome {
  const [batch, tokens, joined] = shapes['joined'] as [number, number, number];
  const channels = joined / 3;
  return { shape: [batch, tokens, channels], multiplyAdds: 2 * batch * tokens ** 2 * channels };
}

/** Positions are interpolated row by row and then column by column, where the image is of another size than theirs. */
export function tokenEmbedding({ shapes, attributes }: CountedCall): CountedOutcome {
  const [batch, height, width, channels] = shapes['patches'] as [number, number, number, number];
  const grid = attributes['grid'] as number;
  const multiplyAdds = height === grid && width === grid ? 0 : height * grid * channels * (grid + width);
  return { shape: [batch, 1 + height * width, channels], multiplyAdds };
}

export function gridOfTokens({ shapes }: CountedCall): CountedOutcome {
  const [batch, height, width] = shapes['like'] as [number, number, number, number];
  return { shape: [batch, height, width, shapes['tokens']![2]!] };
}

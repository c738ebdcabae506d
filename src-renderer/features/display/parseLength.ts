/** Reads a length above 0, with a point or a comma before its decimals. @returns null where it is none */
export function parseLength(text: string): number | null {
  const trimmed = text.trim().replace(',', '.');
  const value = trimmed === '' ? NaN : Number(trimmed);
  return Number.isFinite(value) && value > 0 ? value : null;
}

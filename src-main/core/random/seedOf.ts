/**
 * A seed that follows from a text, for random numbers that belong to a thing with a name. Not for secrets.
 * @returns 0 … 2^32 - 1
 * Source: Fowler, Noll & Vo, FNV-1a, 32 bits, over UTF-16 code units.
 */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** A name without its last ending: `a.ome.tif` and `a.ome.png` share `a.ome`. A leading dot begins no ending. */
export function fileStem(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** Systems spell the same accents in two ways; a pair may have come from two of them. */
export function spelt(name: string): string {
  return name.normalize('NFC');
}

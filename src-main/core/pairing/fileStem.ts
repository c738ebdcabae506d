/**
 * A name without its last ending: `a.ome.tif` and `a.ome.png` share `a.ome`. A packed file's ending is of two parts, as in
 * `a.nii.gz`; a leading dot begins none.
 */
export function fileStem(name: string): string {
  const unpacked = name.replace(/(?<=.\.[^.]+)\.gz$/i, '');
  const dot = unpacked.lastIndexOf('.');
  return dot > 0 ? unpacked.slice(0, dot) : unpacked;
}

/** Systems spell the same accents in two ways; a pair may have come from two of them. */
export function spelt(name: string): string {
  return name.normalize('NFC');
}

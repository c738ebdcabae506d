import { fileStem, spelt } from './fileStem.ts';
import { imageCores, labelCores } from './nameWords.ts';

/** The names of one folder, told apart. */
export interface SplitNames {
  readonly images: readonly string[];
  readonly labels: readonly string[];
}

/**
 * Tells the label files that lie beside their images from these. A word such as `_mask` makes a label file only where the
 * name without it is another file's, or where every label file found so has the same affix: `gas_mask.png` alone is an image.
 * @param names each once; their order is kept
 */
export function splitNames(names: readonly string[]): SplitNames {
  const stems = names.map((name) => spelt(fileStem(name)));
  // An image `a_image` may go with `a_mask`: its core counts as its stem does.
  const known = new Set(stems.flatMap((stem) => [stem, ...imageCores(stem).map(({ core }) => core)]));
  const affixesOf = stems.map((stem) => labelCores(stem).map(({ core }) => ({ core, affix: affixOf(stem, core) })));
  const isFound = affixesOf.map((affixes) => affixes.some(({ core }) => known.has(core)));
  const found = new Set(affixesOf.flatMap((affixes, index) => (isFound[index] ? affixes.find(({ core }) => known.has(core))!.affix : [])));
  const isLabel = (index: number): boolean => isFound[index]! || (found.size === 1 && affixesOf[index]!.some(({ affix }) => found.has(affix)));
  return { images: names.filter((_name, index) => !isLabel(index)), labels: names.filter((_name, index) => isLabel(index)) };
}

/** What stands before and after the core. */
function affixOf(stem: string, core: string): string {
  const at = stem.indexOf(core);
  return `${stem.slice(0, at)}/${stem.slice(at + core.length)}`;
}

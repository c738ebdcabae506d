import { hasImageWord, hasLabelWord, spaced } from '../../core/pairing/nameWords.ts';

/** Beside the words of image files: what folders of images are called, and the parts that sets are divided into. */
const imageFolderNames = /^(?:data|train(?:ing)?|val(?:id(?:ation)?)?|test(?:ing)?)$/i;

/** People whose labels lie side by side: `annotators`, `annotator_1`, `expert2`. */
const peopleNames = /^(?:annotat(?:or|eur|rice)s?|experts?|readers?|raters?|observers?|observateurs?|persons?|personnes?)[-_ ]?\d*$/i;

/** What several people agreed on, or what is taken for true. */
const goldNames = /(?:^|[-_. ])(?:gold|consensus|gts?|ground[-_ ]?truths?|groundtruth|truths?|v[ée]rit[ée]s?)(?=$|[-_. \d])/iu;

export function isImageFolderName(name: string): boolean {
  return !isLabelFolderName(name) && (hasImageWord(name) || imageFolderNames.test(name));
}

export function isLabelFolderName(name: string): boolean {
  return hasLabelWord(name) || peopleNames.test(name) || isGoldName(name);
}

/** Of a folder that holds the labels of one person, or of several in folders of their own. */
export function isPersonName(name: string): boolean {
  return peopleNames.test(name);
}

export function isGoldName(name: string): boolean {
  return goldNames.test(spaced(name));
}

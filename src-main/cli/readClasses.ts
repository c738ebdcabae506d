import { InvalidArgumentError } from 'commander';
import type { ClassRecord } from '../core/records.ts';

/**
 * Colours told apart with any colour vision, first of all beside each other; black for the background.
 * Sources: Okabe and Ito 2008, "Color Universal Design"; from the ninth on Tol 2021, "Colour Schemes", the muted scheme.
 */
const background = '#000000';
const foreground = [
  ...['#e69f00', '#56b4e9', '#009e73', '#f0e442', '#0072b2', '#d55e00', '#cc79a7'],
  ...['#332288', '#882255', '#117733', '#88ccee', '#999933', '#cc6677', '#44aa99', '#ddcc77', '#aa4499'],
];

/** Reads `background,nucleus` or `background,nucleus=#ff8800`: the first is class 0, the background. */
export function readClasses(text: string): ClassRecord[] {
  const classes = text.split(',').map((part, index): ClassRecord => {
    const [name = '', colour] = part.split('=').map((piece) => piece.trim());
    if (!name) throw new InvalidArgumentError(`Class ${index} of "${text}" has no name.`);
    if (colour !== undefined && !/^#[0-9a-f]{6}$/i.test(colour)) {
      throw new InvalidArgumentError(`Class ${name}: wanted a colour like #e69f00, got "${colour}".`);
    }
    return { index, name, colour: colour ?? colourOf(index) };
  });
  if (classes.length < 2) throw new InvalidArgumentError('Wanted at least two classes, for example background,nucleus.');
  if (new Set(classes.map(({ name }) => name)).size < classes.length) throw new InvalidArgumentError('Each class needs a name of its own.');
  return classes;
}

/** Many classes share colours in turn, yet none looks like the background. */
function colourOf(index: number): string {
  return index === 0 ? background : (foreground[(index - 1) % foreground.length] ?? '#888888');
}

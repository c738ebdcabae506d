import { InvalidArgumentError } from 'commander';
import { classColour } from '../core/classPalette.ts';
import type { ClassRecord } from '../core/records.ts';

/** Reads `background,nucleus` or `background,nucleus=#ff8800`: the first is class 0, the background. */
export function readClasses(text: string): ClassRecord[] {
  const classes = text.split(',').map((part, index): ClassRecord => {
    const [name = '', colour] = part.split('=').map((piece) => piece.trim());
    if (!name) throw new InvalidArgumentError(`Class ${index} of "${text}" has no name.`);
    if (colour !== undefined && !/^#[0-9a-f]{6}$/i.test(colour)) {
      throw new InvalidArgumentError(`Class ${name}: wanted a colour like #e69f00, got "${colour}".`);
    }
    return { index, name, colour: colour ?? classColour(index), retired: false };
  });
  if (classes.length < 2) throw new InvalidArgumentError('Wanted at least two classes, for example background,nucleus.');
  if (new Set(classes.map(({ name }) => name)).size < classes.length) throw new InvalidArgumentError('Each class needs a name of its own.');
  return classes;
}

/** What the browser is told of one key press. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  /** Bits: 1 Alt, 2 Control, 4 Meta, 8 Shift. */
  readonly modifiers: number;
  readonly windowsVirtualKeyCode: number;
  readonly text?: string;
}

const named: Readonly<Record<string, { readonly code: string; readonly virtual: number }>> = {
  ArrowLeft: { code: 'ArrowLeft', virtual: 37 },
  ArrowUp: { code: 'ArrowUp', virtual: 38 },
  ArrowRight: { code: 'ArrowRight', virtual: 39 },
  ArrowDown: { code: 'ArrowDown', virtual: 40 },
  Escape: { code: 'Escape', virtual: 27 },
  '+': { code: 'Equal', virtual: 187 },
  '-': { code: 'Minus', virtual: 189 },
};
const bits: Readonly<Record<string, number>> = { Alt: 1, Control: 2, Meta: 4, Shift: 8 };

/** @param combination such as `j`, `Shift+h`, `Control+z`, `Shift+ArrowLeft` */
export function keyPress(combination: string): KeyPress {
  const parts = combination === '+' ? ['+'] : combination.split('+');
  const name = parts.at(-1)!;
  const modifiers = parts.slice(0, -1).reduce((sum, part) => sum + (bits[part] ?? 0), 0);
  const special = named[name];
  if (special) {
    const isSign = name === '+' || name === '-';
    return { key: name, code: special.code, modifiers: name === '+' ? modifiers | bits['Shift']! : modifiers, windowsVirtualKeyCode: special.virtual, ...(isSign ? { text: name } : {}) };
  }
  const isShifted = (modifiers & bits['Shift']!) !== 0;
  const isDigit = /^\d$/.test(name);
  const key = isShifted && !isDigit ? name.toUpperCase() : isShifted && name === '0' ? ')' : name;
  const code = isDigit ? `Digit${name}` : `Key${name.toUpperCase()}`;
  return { key, code, modifiers, windowsVirtualKeyCode: name.toUpperCase().charCodeAt(0), ...(modifiers & bits['Control']! ? {} : { text: key }) };
}

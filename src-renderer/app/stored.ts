/** A preference kept in this browser. What can't be read (private mode, an older form) is its default: nothing depends on it. */
export function readStored<Value>(key: string, isValid: (value: unknown) => value is Value, fallback: Value): Value {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storageKey(key)) ?? 'null');
    return isValid(value) ? value : fallback;
  } catch {
    return fallback;
  }
}

export function writeStored(key: string, value: unknown): void {
  try {
    localStorage.setItem(storageKey(key), JSON.stringify(value));
  } catch {
    // Without storage the preference lasts as long as the window.
  }
}

function storageKey(key: string): string {
  return `sfumato.${key}`;
}

export function isOneOf<Value extends string>(values: readonly Value[]): (value: unknown) => value is Value {
  return (value): value is Value => (values as readonly unknown[]).includes(value);
}

export function isNumberWithin(low: number, high: number): (value: unknown) => value is number {
  return (value): value is number => typeof value === 'number' && value >= low && value <= high;
}

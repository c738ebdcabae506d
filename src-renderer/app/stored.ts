/** What the window keeps between starts: the program stores it (`settings.json`), for a browser's own storage goes with the port. */
type Keep = (entries: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** Sizes of panels change with every move of the pointer: they are sent together. */
const sendingDelayMs = 250;

let kept: Readonly<Record<string, unknown>> = {};
let keep: Keep | null = null;
let unsent: Record<string, unknown> = {};
let timer: ReturnType<typeof setTimeout> | undefined;

/** Begins with what the program has kept. @param keepEntries called with what changed, some time after */
export function startStored(entries: Readonly<Record<string, unknown>>, keepEntries: Keep): void {
  kept = entries;
  keep = keepEntries;
}

/** A preference. What can't be read (never kept, an older form) is its default: nothing depends on it. */
export function readStored<Value>(key: string, isValid: (value: unknown) => value is Value, fallback: Value): Value {
  const value = kept[key];
  return isValid(value) ? value : fallback;
}

export function writeStored(key: string, value: unknown): void {
  kept = { ...kept, [key]: value };
  unsent[key] = value;
  clearTimeout(timer);
  timer = setTimeout(() => void sendStored(), sendingDelayMs);
}

/** Sends at once what was not sent yet: before the window is loaded anew or closed. */
export async function sendStored(): Promise<void> {
  clearTimeout(timer);
  const entries = unsent;
  if (!keep || Object.keys(entries).length === 0) return;
  unsent = {};
  try {
    await keep(entries);
  } catch {
    // Without its store a preference lasts as long as the window; the next change sends it again.
    unsent = { ...entries, ...unsent };
  }
}

export function isOneOf<Value extends string>(values: readonly Value[]): (value: unknown) => value is Value {
  return (value): value is Value => (values as readonly unknown[]).includes(value);
}

export function isNumberWithin(low: number, high: number): (value: unknown) => value is number {
  return (value): value is number => typeof value === 'number' && value >= low && value <= high;
}

/** Signs that French sets off with a space, where a line must not break. */
const beforeSign = / (?=[:;!?%»…])/g;
const afterQuote = /« /g;

/** A catalogue whose texts keep the sign that French sets off with a space on the line of its word. */
export function withFrenchSpaces<Catalogue extends object>(catalogue: Catalogue): Catalogue {
  return Object.fromEntries(Object.entries(catalogue).map(([key, value]) => [key, bound(value)])) as Catalogue;
}

function bound(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(beforeSign, '\u00a0').replace(afterQuote, '«\u00a0');
  if (typeof value === 'function') return (...values: unknown[]) => bound((value as (...values: unknown[]) => unknown)(...values));
  if (Array.isArray(value)) return value.map(bound);
  if (typeof value === 'object' && value !== null) return withFrenchSpaces(value);
  return value;
}

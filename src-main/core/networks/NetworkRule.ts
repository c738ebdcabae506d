/** What a field of a network's config may be. */
export type NetworkRule =
  | { readonly kind: 'number'; readonly least: number; readonly most: number }
  | WholeNumberRule
  | { readonly kind: 'choice'; readonly values: readonly (number | string)[] }
  | { readonly kind: 'switch' }
  /** Several whole numbers, each within its bounds. */
  | { readonly kind: 'wholeNumbers'; readonly least: number; readonly most: number; readonly fewest: number; readonly atMost: number };

interface WholeNumberRule {
  readonly kind: 'wholeNumber';
  readonly least: number;
  readonly most: number;
  /** What it must be a multiple of; 1 where that says nothing. */
  readonly multipleOf: number;
}

/** @returns whether a value is what its rule asks for */
export function obeysNetworkRule(value: unknown, rule: NetworkRule): boolean {
  switch (rule.kind) {
    case 'switch':
      return typeof value === 'boolean';
    case 'choice':
      return rule.values.some((each) => each === value);
    case 'number':
      return typeof value === 'number' && value >= rule.least && value <= rule.most;
    case 'wholeNumber':
      return isWholeBetween(value, rule) && value % rule.multipleOf === 0;
    case 'wholeNumbers':
      return Array.isArray(value) && value.length >= rule.fewest && value.length <= rule.atMost && value.every((each) => isWholeBetween(each, rule));
  }
}

function isWholeBetween(value: unknown, { least, most }: { readonly least: number; readonly most: number }): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

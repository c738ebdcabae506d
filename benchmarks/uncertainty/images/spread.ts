export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean ± sample standard deviation; the mean alone of one seed; nothing where no seed has the figure. */
export function spread(given: readonly (number | null)[], digits: number): string {
  const values = given.filter((value) => value !== null);
  if (values.length === 0) return '';
  const middle = mean(values);
  if (values.length === 1) return middle.toFixed(digits);
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
  return `${middle.toFixed(digits)} ± ${deviation.toFixed(digits)}`;
}

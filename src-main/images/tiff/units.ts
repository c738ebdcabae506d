/** Micrometres in one unit of length, by the names that image files use. */
const micrometres: Readonly<Record<string, number>> = {
  m: 1e6,
  meter: 1e6,
  cm: 1e4,
  centimeter: 1e4,
  mm: 1e3,
  millimeter: 1e3,
  um: 1,
  micron: 1,
  microns: 1,
  micrometer: 1,
  nm: 1e-3,
  nanometer: 1e-3,
  pm: 1e-6,
  å: 1e-4,
  angstrom: 1e-4,
  in: 25_400,
  inch: 25_400,
  inches: 25_400,
};

/** @returns null for a unit that is no length, such as `pixel` */
export function micrometresOf(unit: string): number | null {
  // Micro is written as the micro sign, as the Greek letter, and as an escape (ImageJ).
  const plain = unit.trim().toLowerCase().replace(/^(?:\u00b5|\u03bc|\\u00b5)/, 'u').replace(/metre(s?)$/, 'meter$1').replace(/meters$/, 'meter');
  return micrometres[plain] ?? null;
}

/** Dots an inch that programs write without anybody having measured anything: screens and printers. */
const nominalDotsPerInch: readonly number[] = [1, 25.4, 72, 75, 90, 96, 100, 120, 150, 180, 200, 240, 300, 360, 400, 600, 720, 1200, 2400];

/**
 * @param perMicrometre pixels a micrometre in one direction
 * @returns whether it is one of the usual settings of screens and printers, which say nothing of the specimen
 */
export function isNominalResolution(perMicrometre: number): boolean {
  const dots = perMicrometre * 25_400;
  return nominalDotsPerInch.some((usual) => Math.abs(dots - usual) < 0.02 * Math.max(1, usual / 100));
}

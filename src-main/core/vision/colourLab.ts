/** The reference white of sRGB, CIE D65 with the 2 degree observer. */
const white = { x: 0.95047, y: 1, z: 1.08883 };
const linearSteps = 4096;

/** sRGB's transfer function at 4097 places of 0 … 1: a table, for a power a sample would take most of the time. */
const linearOf = Float64Array.from({ length: linearSteps + 1 }, (_, step) => {
  const value = step / linearSteps;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

/**
 * sRGB to CIELAB, in which equal distances look about equally different.
 * @param from interleaved RGB in display units (0 … 255; clipped)
 * @returns interleaved L* (0 … 100), a*, b* (about -128 … 127)
 * Source: CIE 15:2004; IEC 61966-2-1:1999 for sRGB.
 */
export function labOfRgb(from: Float32Array): Float32Array {
  const lab = new Float32Array(from.length);
  for (let at = 0; at < from.length; at += 3) {
    const red = linear(from[at]!);
    const green = linear(from[at + 1]!);
    const blue = linear(from[at + 2]!);
    const x = compress((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / white.x);
    const y = compress((0.2126729 * red + 0.7151522 * green + 0.072175 * blue) / white.y);
    const z = compress((0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / white.z);
    lab[at] = 116 * y - 16;
    lab[at + 1] = 500 * (x - y);
    lab[at + 2] = 200 * (y - z);
  }
  return lab;
}

function linear(display: number): number {
  if (!(display > 0)) return 0;
  return linearOf[display >= 255 ? linearSteps : Math.round((display / 255) * linearSteps)]!;
}

const threshold = (6 / 29) ** 3;

function compress(share: number): number {
  return share > threshold ? Math.cbrt(share) : share / (3 * (6 / 29) ** 2) + 4 / 29;
}

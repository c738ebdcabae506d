import { cividis } from './cividis.ts';
import { inferno } from './inferno.ts';
import { magma } from './magma.ts';
import { plasma } from './plasma.ts';
import { viridis } from './viridis.ts';

/** Colour maps whose steps look even to the eye and keep their order in grey. Rainbow maps do neither and are not offered. */
export const colourMapNames = ['magma', 'inferno', 'plasma', 'viridis', 'cividis', 'grey'] as const;

export type ColourMapName = (typeof colourMapNames)[number];

const colourCount = 256;
const grey = Array.from({ length: colourCount }, (_, level) => level.toString(16).padStart(2, '0').repeat(3)).join('');
const hexadecimals: Readonly<Record<ColourMapName, string>> = { cividis, grey, inferno, magma, plasma, viridis };
const tables = new Map<ColourMapName, Uint8Array>();

/** @returns 256 colours as red, green, blue bytes in sRGB, from least to most */
export function colourTable(name: ColourMapName): Uint8Array {
  let table = tables.get(name);
  if (!table) {
    const text = hexadecimals[name];
    table = Uint8Array.from({ length: colourCount * 3 }, (_, at) => Number.parseInt(text.slice(at * 2, at * 2 + 2), 16));
    tables.set(name, table);
  }
  return table;
}

/** @returns stops for a CSS `linear-gradient`, from least to most: for a legend's ramp */
export function colourStops(name: ColourMapName, count = 16): string {
  const table = colourTable(name);
  return Array.from({ length: count }, (_, stop) => {
    const at = Math.round((stop / (count - 1)) * (colourCount - 1)) * 3;
    return `rgb(${table[at]} ${table[at + 1]} ${table[at + 2]})`;
  }).join(', ');
}

/** @param colour sRGB as `#rrggbb` */
export function parseColour(colour: string): readonly [red: number, green: number, blue: number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

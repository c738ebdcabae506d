import { findTagsByName, getAttribute } from 'xml-utils';
import type { PixelSize } from '../../core/records.ts';
import { micrometresOf } from './units.ts';

/**
 * The part of OME-XML that says how the planes of a TIFF belong together (OME model 2016-06, the OME-TIFF specification).
 * Only attributes are read; nothing in it is ever followed.
 */
export interface OmePixels {
  /** Fastest first, for example `XYCZT`. */
  readonly order: string;
  readonly sizeC: number;
  readonly sizeZ: number;
  readonly sizeT: number;
  /** One entry a `Channel` element: samples of it that lie together in a page, and its name. */
  readonly channels: readonly { readonly name: string | null; readonly samples: number }[];
  readonly pixelSizeUm: PixelSize | null;
  /** Which page holds which plane, where the file says it page by page. */
  readonly planes: readonly OmePlane[];
}

export interface OmePlane {
  readonly page: number;
  readonly c: number;
  readonly z: number;
  readonly t: number;
  /** Consecutive planes it stands for, in the order of the dimensions; null is all that follow. */
  readonly count: number | null;
  /** Another file of a set. */
  readonly isElsewhere: boolean;
}

const orders = /^XY(?:CZT|CTZ|ZCT|ZTC|TCZ|TZC)$/;
/** Sizes past this are a mistake or an attack. */
const maximumSize = 1_000_000;

/** @returns null where the text is no OME-XML, or describes no pixels in a way that can be followed */
export function readOmeXml(description: string): OmePixels | null {
  if (!/<(?:\w+:)?OME[\s>]/.test(description)) return null;
  const prefix = /<(\w+:)?OME[\s>]/.exec(description)?.[1] ?? '';
  const [pixels] = findTagsByName(description, `${prefix}Pixels`);
  if (!pixels) return null;
  const text = (tag: string, name: string): string | null => {
    const value = getAttribute(tag, name);
    return value === undefined || value === null ? null : unescaped(String(value));
  };
  const open = pixels.outer.slice(0, pixels.outer.indexOf('>') + 1);
  const size = (name: string): number => Number(text(open, name) ?? 1);
  const sizes = { sizeC: size('SizeC'), sizeZ: size('SizeZ'), sizeT: size('SizeT') };
  const order = text(open, 'DimensionOrder') ?? 'XYCZT';
  if (!orders.test(order) || Object.values(sizes).some((each) => !Number.isInteger(each) || each < 1 || each > maximumSize)) return null;
  const inner = pixels.inner ?? '';
  return {
    order,
    ...sizes,
    channels: findTagsByName(inner, `${prefix}Channel`).map(({ outer }) => ({
      name: text(outer, 'Name'),
      samples: Math.max(1, Number(text(outer, 'SamplesPerPixel') ?? 1) || 1),
    })),
    pixelSizeUm: pixelSize(open, text),
    planes: planesOf(inner, description, { prefix, text }),
  };
}

type ReadText = (tag: string, name: string) => string | null;

function pixelSize(open: string, text: ReadText): PixelSize | null {
  const length = (axis: 'X' | 'Y' | 'Z'): number | null => {
    const value = Number(text(open, `PhysicalSize${axis}`) ?? NaN);
    const scale = micrometresOf(text(open, `PhysicalSize${axis}Unit`) ?? 'µm');
    return value > 0 && Number.isFinite(value) && scale !== null ? value * scale : null;
  };
  const x = length('X');
  const y = length('Y');
  return x !== null && y !== null ? { x, y, z: length('Z') } : null;
}

function planesOf(inner: string, whole: string, { prefix, text }: { readonly prefix: string; readonly text: ReadText }): OmePlane[] {
  const own = /<(?:\w+:)?OME[^>]*\sUUID="([^"]*)"/.exec(whole)?.[1] ?? null;
  return findTagsByName(inner, `${prefix}TiffData`).map(({ outer }): OmePlane => {
    const number = (name: string): number | null => {
      const value = text(outer.slice(0, outer.indexOf('>') + 1), name);
      return value === null || !/^\d{1,9}$/.test(value) ? null : Number(value);
    };
    const uuid = /<(?:\w+:)?UUID[^>]*>([^<]*)</.exec(outer)?.[1]?.trim() ?? null;
    const page = number('IFD');
    return {
      page: page ?? 0,
      c: number('FirstC') ?? 0,
      z: number('FirstZ') ?? 0,
      t: number('FirstT') ?? 0,
      // By the specification an IFD alone stands for one plane, and no IFD for all of them.
      count: number('PlaneCount') ?? (page === null ? null : 1),
      isElsewhere: uuid !== null && own !== null && uuid !== own,
    };
  });
}

function unescaped(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replaceAll(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|(\w+));/gi, (whole: string, decimal?: string, hex?: string, name?: string) => {
    const code = decimal ? Number(decimal) : hex ? parseInt(hex, 16) : null;
    return code === null ? (named[name ?? ''] ?? whole) : String.fromCodePoint(code);
  });
}

import { unlabelled } from '../../src-main/core/labels/labelMap.ts';
import { parseColour } from '../colour/colourMaps.ts';
import { edgeOwner } from './overlay.ts';
import type { Overlay, OverlayStyle } from './overlay.ts';

export interface OverlayLook {
  /** sRGB `#rrggbb` of each class index; a class without one is not drawn. */
  readonly colours: ReadonlyMap<number, string>;
  readonly labels: OverlayStyle;
  readonly prediction: OverlayStyle;
  /** Opacity of a filled pixel, 0 … 1. */
  readonly fillOpacity: number;
  /**
   * Opacity laid over every labelled pixel that is not filled, background too, 0 … 1: while the brush is in hand the
   * expert must see where labels are, not only where they differ. 0 without one.
   */
  readonly wash: number;
}

/** A predicted class is drawn fainter than one an expert has given. */
const predictedFillShare = 0.6;
const outlineAlpha = 235;

/** Colours of every class as 32-bit little-endian RGBA without alpha; 0 has no colour. */
function colourNumbers(colours: ReadonlyMap<number, string>): { value: Uint32Array; known: Uint8Array } {
  const value = new Uint32Array(256);
  const known = new Uint8Array(256);
  for (const [index, colour] of colours) {
    const [red, green, blue] = parseColour(colour);
    value[index] = (blue << 16) | (green << 8) | red;
    known[index] = 1;
  }
  return { value, known };
}

/**
 * Draws an overlay's pixels: fills, and edges one image pixel wide where `edges` asks for them. Background (class 0) is
 * never filled: its pixels are the image itself, but for the wash.
 * @param edges `pixels` when edges belong in the picture; `none` when they are drawn as lines above it
 * @param target the box's pixels, one 32-bit number each
 */
export function paintOverlay(overlay: Overlay, look: OverlayLook, edges: 'pixels' | 'none', target: Uint32Array): void {
  const { box, classes, predicted } = overlay;
  const { value, known } = colourNumbers(look.colours);
  const styles = [look.labels, look.prediction];
  const fillAlphas = [look.fillOpacity, look.fillOpacity * predictedFillShare].map((share) => Math.round(share * 255));
  const washAlpha = Math.round(look.wash * 255);
  const stride = box.width + 2;
  const owns = (at: number, other: number): boolean => edgeOwner(classes[at]!, classes[other]!) === 1;
  let to = 0;
  for (let row = 1; row <= box.height; row++) {
    for (let at = row * stride + 1; at < row * stride + 1 + box.width; at++, to++) {
      const index = classes[at]!;
      target[to] = 0;
      if (index === unlabelled || !known[index]) continue;
      const style = styles[predicted[at]!];
      const mayBeEdge = (style === 'outline' || style === 'both') && edges === 'pixels';
      const isEdge = mayBeEdge && (owns(at, at - 1) || owns(at, at + 1) || owns(at, at - stride) || owns(at, at + stride));
      const isFilled = (style === 'fill' || style === 'both') && index > 0;
      const alpha = isEdge ? outlineAlpha : isFilled ? fillAlphas[predicted[at]!]! : predicted[at] || style === 'hidden' ? 0 : washAlpha;
      if (alpha > 0) target[to] = ((alpha << 24) | value[index]!) >>> 0;
    }
  }
}

/** Lines along pixel edges, by class: x0, y0, x1, y1 in image pixels, four numbers a line. */
export type EdgeLines = ReadonlyMap<number, { readonly labels: number[]; readonly prediction: number[] }>;

/** Collects the outlines of an overlay as lines, joined along rows and columns. For close views, where a pixel is large. */
export function overlayEdges(overlay: Overlay, look: OverlayLook): EdgeLines {
  const lines = new Map<number, { labels: number[]; prediction: number[] }>();
  const { box } = overlay;
  const stride = box.width + 2;
  const scan = (outer: number, inner: number, outerStep: number, innerStep: number, isRow: boolean): void => {
    for (let o = 0; o <= outer; o++) {
      let open = -1;
      let start = 0;
      for (let i = 0; i <= inner; i++) {
        const at = stride + 1 + (o - 1) * outerStep + i * innerStep;
        const key = i < inner ? edgeKey(overlay, look, at, at + outerStep) : -1;
        if (key === open) continue;
        if (open >= 0) addLine(lines, open, isRow ? { x0: start, y0: o, x1: i, y1: o } : { x0: o, y0: start, x1: o, y1: i }, box);
        open = key;
        start = i;
      }
    }
  };
  scan(box.height, box.width, stride, 1, true);
  scan(box.width, box.height, 1, stride, false);
  return lines;
}

/** Class and source of the edge between two pixels as one number, -1 when none is drawn. */
function edgeKey({ classes, predicted }: Overlay, look: OverlayLook, first: number, second: number): number {
  const owner = edgeOwner(classes[first]!, classes[second]!);
  if (owner === 0) return -1;
  const at = owner === 1 ? first : second;
  const style = predicted[at] ? look.prediction : look.labels;
  return (style === 'outline' || style === 'both') && look.colours.has(classes[at]!) ? classes[at]! * 2 + predicted[at]! : -1;
}

function addLine(
  lines: Map<number, { labels: number[]; prediction: number[] }>,
  key: number,
  line: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number },
  box: { readonly x: number; readonly y: number },
): void {
  const index = key >> 1;
  let kinds = lines.get(index);
  if (!kinds) lines.set(index, (kinds = { labels: [], prediction: [] }));
  (key & 1 ? kinds.prediction : kinds.labels).push(
    line.x0 + box.x,
    line.y0 + box.y,
    line.x1 + box.x,
    line.y1 + box.y,
  );
}

import { unlabelled } from '../../src-main/core/labels/labelMap.ts';
import { parseColour } from '../colour/colourMaps.ts';
import { edgeOwner, overlayEdgeOwner } from './overlay.ts';
import type { Overlay, OverlayStyle } from './overlay.ts';

export interface OverlayLook {
  /** sRGB `#rrggbb` of each class index; a class without one is not drawn. */
  readonly colours: ReadonlyMap<number, string>;
  readonly labels: OverlayStyle;
  readonly prediction: OverlayStyle;
  /** Opacity of a pixel filled with its label, 0 … 1. */
  readonly labelOpacity: number;
  /** Opacity of a pixel filled with what is predicted, 0 … 1. */
  readonly predictionOpacity: number;
  /**
   * Opacity laid over every labelled pixel that is not filled, background too, 0 … 1: while the brush is in hand the
   * expert must see where labels are, not only where they differ. 0 without one.
   */
  readonly wash: number;
  /** How strongly each class is drawn, 0 … 1; 1 for a class that is not in it. */
  readonly strengths?: ReadonlyMap<number, number>;
}

const outlineAlpha = 235;
const contourAlpha = 150;
/** Class colours are mixed with white by this share for a member's contour, to tell it from the prediction's outline. */
const contourWhite = 0.55;

/** Colours of every class as 32-bit little-endian RGBA without alpha, and how strongly each is drawn; 0 not at all. */
function colourNumbers({ colours, strengths }: OverlayLook): { readonly value: Uint32Array; readonly strength: Float32Array } {
  const value = new Uint32Array(256);
  const strength = new Float32Array(256);
  for (const [index, colour] of colours) {
    const [red, green, blue] = parseColour(colour);
    value[index] = (blue << 16) | (green << 8) | red;
    strength[index] = strengths?.get(index) ?? 1;
  }
  return { value, strength };
}

const isOutlined = (style: OverlayStyle): boolean => style === 'outline' || style === 'both';
const isFilled = (style: OverlayStyle): boolean => style === 'fill' || style === 'both';

/**
 * Draws an overlay's pixels: fills, and edges one pixel wide where `edges` asks for them. Background (class 0) is never
 * filled: its pixels are the image itself, but for the wash.
 * @param edges `pixels` when edges belong in the picture; `none` when they are drawn as lines above it
 * @param target the box's pixels, one 32-bit number each
 */
export function paintOverlay(overlay: Overlay, look: OverlayLook, edges: 'pixels' | 'none', target: Uint32Array): void {
  const { box, classes, objects, predicted } = overlay;
  const { value, strength } = colourNumbers(look);
  // By whether the class is predicted.
  const inner = [innerAlphas(look.labels, look.labelOpacity, look.wash), innerAlphas(look.prediction, look.predictionOpacity, 0)];
  const outlines = [edges === 'pixels' && isOutlined(look.labels), edges === 'pixels' && isOutlined(look.prediction)];
  const stride = box.width + 2;
  let to = 0;
  for (let row = 1; row <= box.height; row++) {
    for (let at = row * stride + 1; at < row * stride + 1 + box.width; at++, to++) {
      const index = classes[at]!;
      target[to] = 0;
      if (index === unlabelled || strength[index] === 0) continue;
      const source = predicted[at]!;
      let alpha = inner[source]![index === 0 ? 0 : 1];
      if (outlines[source]) {
        // Most pixels are like all their neighbours, and done with here.
        const mayBeEdge =
          classes[at - 1] !== index ||
          classes[at + 1] !== index ||
          classes[at - stride] !== index ||
          classes[at + stride] !== index ||
          (objects !== null && isBesideObject(objects, at, stride));
        if (mayBeEdge && ownsEdge(overlay, at, stride)) alpha = outlineAlpha;
      }
      if (alpha > 0) target[to] = ((Math.round(alpha * strength[index]!) << 24) | value[index]!) >>> 0;
    }
  }
}

/** Alphas of a pixel that is no edge: of background, and of any other class. */
function innerAlphas(style: OverlayStyle, fillOpacity: number, wash: number): readonly [background: number, others: number] {
  const washed = style === 'hidden' ? 0 : Math.round(wash * 255);
  return [washed, isFilled(style) ? Math.round(fillOpacity * 255) : washed];
}

function isBesideObject(objects: Uint32Array, at: number, stride: number): boolean {
  const id = objects[at];
  return objects[at - 1] !== id || objects[at + 1] !== id || objects[at - stride] !== id || objects[at + stride] !== id;
}

function ownsEdge(overlay: Overlay, at: number, stride: number): boolean {
  return (
    overlayEdgeOwner(overlay, at, at - 1) === 1 ||
    overlayEdgeOwner(overlay, at, at + 1) === 1 ||
    overlayEdgeOwner(overlay, at, at - stride) === 1 ||
    overlayEdgeOwner(overlay, at, at + stride) === 1
  );
}

/**
 * Draws where one member of the ensemble sees a class end, as a line one pixel wide. Lines of several members drawn over
 * one another are one strong line where they agree and fan out where they do not.
 * @param classes the member's class indices, with a border of one pixel around the box
 * @param target the box's pixels, drawn over
 */
export function paintContour(classes: Uint8Array, box: { readonly width: number; readonly height: number }, look: OverlayLook, target: Uint32Array): void {
  const { strength } = colourNumbers(look);
  const colours = new Map([...look.colours].map(([index, colour]) => [index, contourColour(colour)]));
  const stride = box.width + 2;
  let to = 0;
  for (let row = 1; row <= box.height; row++) {
    for (let at = row * stride + 1; at < row * stride + 1 + box.width; at++, to++) {
      const index = classes[at]!;
      if (index === 0 || strength[index] === 0) continue;
      const owns = (other: number): boolean => edgeOwner(index, classes[other]!) === 1;
      if (!owns(at - 1) && !owns(at + 1) && !owns(at - stride) && !owns(at + stride)) continue;
      const [red, green, blue] = parseColour(colours.get(index)!);
      // A second member's line makes the first one stronger.
      const before = target[to]! >>> 24;
      const alpha = Math.round(before + (255 - before) * (contourAlpha / 255));
      target[to] = ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
    }
  }
}

/** The colour of a member's contour, given its class's. */
export function contourColour(colour: string): string {
  const lighter = parseColour(colour).map((value) => Math.round(value + (255 - value) * contourWhite));
  return `#${lighter.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
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
function edgeKey(overlay: Overlay, look: OverlayLook, first: number, second: number): number {
  const { classes, predicted } = overlay;
  if (classes[first] === classes[second] && !overlay.objects) return -1;
  const owner = overlayEdgeOwner(overlay, first, second);
  if (owner === 0) return -1;
  const at = owner === 1 ? first : second;
  const style = predicted[at] ? look.prediction : look.labels;
  return isOutlined(style) && look.colours.has(classes[at]!) ? classes[at]! * 2 + predicted[at]! : -1;
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

import type { MeasurableImage } from '../ImageSet.ts';
import type { PredictedMaps } from '../predictMaps.ts';

/** Figures by name; null where one is undefined. */
export type Figures = Readonly<Record<string, number | null>>;

/** What a table asks of a row beside how well it segments. */
export interface TableFigures {
  /** Of each map by itself. */
  readonly maps: Readonly<Record<string, Figures>>;
  /** Of the row as a whole. */
  readonly more: Figures;
}

/** Gathers a table's figures over images as they come. */
export interface Measure {
  add(image: MeasurableImage, predicted: PredictedMaps): void;
  figures(): TableFigures;
}

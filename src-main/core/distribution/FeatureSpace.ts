import { SfumatoError } from '../SfumatoError.ts';
import { cholesky, squaredBySolving } from './cholesky.ts';

/** Fewer images have no spread to speak of. */
export const leastFeatureImages = 4;

/** Least variance along a direction, as a share of the features' mean square: images that are all alike have none. */
const leastVarianceShare = 1e-6;

/**
 * Where images lie in a network's features: their mean and shrunk covariance, and how far from it another image lies.
 *
 * Images are fewer than features, so nothing of the size of the covariance is ever made: with X the centred rows, l the
 * shrinkage and m the mean variance, it is (1 - l) XᵀX / n + l m I, and by Woodbury's identity a distance needs inner
 * products of rows alone. Leaving a row out is then a matter of crossing it out.
 * Source: Lee et al. 2018, arXiv:1807.03888, section 2 (one Gaussian here, for images have no class); Ledoit & Wolf 2004,
 * doi:10.1016/S0047-259X(03)00096-4, for how much is shrunk.
 */
export class FeatureSpace {
  readonly #rows: readonly Float32Array[];
  /** [images, images], inner products of the rows. */
  readonly #products: Float64Array;
  readonly #gaussian: ProductGaussian;

  /**
   * @param rows features of one image each, all of one length
   * @throws SfumatoError `invalidInput` for fewer than `leastFeatureImages`; `sizeMismatch` for rows of different length
   */
  constructor(rows: readonly Float32Array[]) {
    if (rows.length < leastFeatureImages) throw new SfumatoError('invalidInput', `distribution of features: wanted ${leastFeatureImages} images at least, got ${rows.length}`);
    const length = rows[0]!.length;
    const other = rows.find((row) => row.length !== length);
    if (other) throw new SfumatoError('sizeMismatch', `distribution of features: wanted ${length} features of each image, got ${other.length}`);
    this.#rows = rows;
    this.#products = new Float64Array(rows.length ** 2);
    for (const [at, row] of rows.entries()) {
      for (let to = 0; to <= at; to++) this.#products[at * rows.length + to] = this.#products[to * rows.length + at] = product(row, rows[to]!);
    }
    this.#gaussian = new ProductGaussian(this.#products, rows.length, length);
  }

  /**
   * Mahalanobis distance of an image's features from the mean, 0 and up, no unit.
   * @throws SfumatoError `sizeMismatch` when there are more features, or fewer
   */
  distance(features: Float32Array): number {
    const wanted = this.#rows[0]!.length;
    if (features.length !== wanted) throw new SfumatoError('sizeMismatch', `distance of features: wanted ${wanted}, got ${features.length}`);
    return this.#gaussian.distance(Float64Array.from(this.#rows, (row) => product(row, features)), product(features, features));
  }

  /** @returns of each image, how far it lies from the mean and covariance of all others */
  distancesLeftOut(): number[] {
    const count = this.#rows.length;
    return this.#rows.map((_row, left) => {
      const others = this.#rows.flatMap((_other, index) => (index === left ? [] : [index]));
      const between = (one: number, two: number): number => this.#products[one * count + two]!;
      const products = Float64Array.from({ length: others.length ** 2 }, (_none, at) => between(others[Math.floor(at / others.length)]!, others[at % others.length]!));
      const gaussian = new ProductGaussian(products, others.length, this.#rows[0]!.length);
      return gaussian.distance(Float64Array.from(others, (other) => between(other, left)), between(left, left));
    });
  }
}

/** The Gaussian of rows of which only the inner products are known. */
class ProductGaussian {
  readonly #count: number;
  /** Of each row with the mean, and of the mean with itself. */
  readonly #withMean: Float64Array;
  readonly #ofMean: number;
  /** What centred rows are multiplied with to be a root of the covariance's first part; squared. */
  readonly #share: number;
  /** The part of the covariance that is alike in all directions. */
  readonly #floor: number;
  readonly #lower: Float64Array;

  constructor(products: Float64Array, count: number, features: number) {
    this.#count = count;
    this.#withMean = Float64Array.from({ length: count }, (_none, row) => products.subarray(row * count, (row + 1) * count).reduce((sum, value) => sum + value, 0) / count);
    this.#ofMean = this.#withMean.reduce((sum, value) => sum + value, 0) / count;
    const centred = products.map((value, at) => value - this.#withMean[Math.floor(at / count)]! - this.#withMean[at % count]! + this.#ofMean);
    const meanSquare = Array.from({ length: count }, (_none, row) => products[row * (count + 1)]!).reduce((sum, value) => sum + value, 0) / (count * features);
    const { variance, shrinkage } = ledoitWolf(centred, count, features);
    const least = leastVarianceShare * meanSquare || Number.MIN_VALUE ** 0.25;
    this.#share = (1 - shrinkage) / count;
    this.#floor = Math.max(shrinkage * variance, least);
    const inner = centred.map((value, at) => this.#share * value + (at % (count + 1) === 0 ? this.#floor : 0));
    this.#lower = cholesky(inner, count);
  }

  /** @param withRows inner products of the features with each row @param withItself of the features with themselves */
  distance(withRows: Float64Array, withItself: number): number {
    const withMean = withRows.reduce((sum, value) => sum + value, 0) / this.#count;
    const centred = withRows.map((value, row) => Math.sqrt(this.#share) * (value - this.#withMean[row]! - withMean + this.#ofMean));
    const squared = withItself - 2 * withMean + this.#ofMean;
    return Math.sqrt(Math.max(0, squared - squaredBySolving(this.#lower, centred)) / this.#floor);
  }
}

/**
 * How much a covariance is drawn towards a multiple of the identity, and which multiple.
 * @param centred [count, count], inner products of centred rows
 */
function ledoitWolf(centred: Float64Array, count: number, features: number): { variance: number; shrinkage: number } {
  let [trace, fourth, squares] = [0, 0, 0];
  for (let row = 0; row < count; row++) {
    trace += centred[row * (count + 1)]!;
    fourth += centred[row * (count + 1)]! ** 2;
  }
  for (const value of centred) squares += value * value;
  const variance = trace / (count * features);
  const frobenius = squares / count ** 2;
  const spread = frobenius - features * variance ** 2;
  const noise = (fourth - count * frobenius) / count ** 2;
  return { variance, shrinkage: spread > 0 ? Math.min(1, Math.max(0, noise / spread)) : 1 };
}

function product(one: Float32Array, two: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * two[at]!;
  return sum;
}

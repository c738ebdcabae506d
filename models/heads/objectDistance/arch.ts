import { denseHead } from '../denseHead.ts';

/**
 * The distance head: regresses for each pixel its distance to the border of its object as a share of the object's largest,
 * so that objects that touch have a valley between them, from which a watershed separates them: [B, H, W, 1], trained towards
 * 0 (border and outside) … 1 (middle), but not bound to it. Its gradient goes into the trunk: what is learnt of borders
 * serves both.
 * Source: Naylor et al. 2019, "Segmentation of nuclei in histopathology images by deep regression of the distance map",
 * IEEE TMI 38(2), 448. One channel that knows no direction was preferred to a third class for borders (Caicedo et al. 2019):
 * it needs no width of a border, and turns, flips and changes of size leave it as it is.
 */
export const objectDistance = denseHead({ name: 'objectDistance', last: 'distance', outputs: 1 });

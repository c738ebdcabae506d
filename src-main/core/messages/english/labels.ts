/** Corrections, review, export. */
export const labelMessages = {
  toolMakesNone: ({ image, tool }: { image: string; tool: string }) => `correction of ${image}: the tool ${tool} does not make corrections`,
  regionElsewhere: ({ image, id }: { image: string; id: string }) => `correction of ${image}: the region ${id} lies on another image`,
  noSuchClass: ({ image, value, classes }: { image: string; value: number; classes: string }) =>
    `correction of ${image}: ${value} is no class of the project (${classes})`,
  classRetired: ({ image, name }: { image: string; name: string }) =>
    `correction of ${image}: the class ${name} is retired; take another, or put it back into use`,
  pixelChanged: ({ x, y, held, wanted }: { x: number; y: number; held: number; wanted: number }) =>
    `label change: pixel (${x}, ${y}) holds ${held}, the change expects ${wanted}`,
  mapsGone: ({ image, model }: { image: string; model: string }) => `${image}: the maps of ${model} are gone; predict again first`,
  regionOpenAlready: ({ id }: { id: string }) => `region ${id}: stands open in the queue already`,
  regionMapsGone: ({ image }: { image: string }) => `region on ${image}: the maps of its model are gone; the queue has newer regions`,
  boxOutside: ({ image, box, size }: { image: string; box: string; size: string }) => `${image}: the box ${box} wants to lie inside ${size} pixels`,
  boxTooLarge: ({ image, most, size }: { image: string; most: number; size: string }) =>
    `${image}: a box is at most ${most} pixels a side, this one is ${size}; draw a smaller one`,
  exportExists: ({ path }: { path: string }) => `${path}: is there already; nothing was written. Choose an empty folder`,
  objectNumberTooLarge: ({ image, number }: { image: string; number: number }) =>
    `${image}: holds the object number ${number}; 16-bit files hold at most 65535. Number its objects anew first`,
  refinementOfLabels: 'only predictions and predicted objects can be refined; labels are written as they are',
  refineThreadEnded: ({ reason }: { reason: string }) => `the thread that refines predictions ended (${reason})`,
  samplesGone: ({ image }: { image: string }) => `${image}: its decoded samples are gone; open the project again`,
  noProbabilities: ({ image }: { image: string }) => `${image}: its maps are older than refinement and hold no probabilities; predict it again first`,
  notPredictedYet: ({ image }: { image: string }) => `${image}: has not been predicted yet; predict first`,
};

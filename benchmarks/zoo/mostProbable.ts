/** @param probabilities [pixels, classes] @returns the class of each pixel, the lower where two are equal */
export function mostProbable(probabilities: Float32Array, pixels: number): Uint8Array {
  const classCount = probabilities.length / pixels;
  const classes = new Uint8Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    let best = 0;
    for (let index = 1; index < classCount; index++) {
      if (probabilities[pixel * classCount + index]! > probabilities[pixel * classCount + best]!) best = index;
    }
    classes[pixel] = best;
  }
  return classes;
}

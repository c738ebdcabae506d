/**
 * The most probable class of each pixel, the first of equal ones.
 * @param probabilities [pixels, classes]
 * @returns [pixels]
 */
export function mostProbableClasses(probabilities: Float32Array, classCount: number): Uint8Array {
  const result = new Uint8Array(probabilities.length / classCount);
  // Most projects have two classes, and predictions of large images come through here.
  if (classCount === 2) {
    for (let pixel = 0; pixel < result.length; pixel++) result[pixel] = probabilities[2 * pixel + 1]! > probabilities[2 * pixel]! ? 1 : 0;
    return result;
  }
  for (let pixel = 0, start = 0; pixel < result.length; pixel++, start += classCount) {
    let best = 0;
    for (let index = 1; index < classCount; index++) if (probabilities[start + index]! > probabilities[start + best]!) best = index;
    result[pixel] = best;
  }
  return result;
}

/** An image, or what is known of it. */
export interface Slice {
  /** Of the stack that it lies in; left out or null: it stands alone. */
  readonly stackId?: string | null | undefined;
}

/**
 * Parts images in two halves that know nothing of each other: slices of one stack, which resemble their neighbours, stay together.
 * Stacks and single images go in their order to the half that has fewer images. A stack that is all there is, is cut in its middle, where
 * two slices alone are neighbours across the cut.
 * @returns of each image, in order, which half it is in
 */
export function halvesOf(images: readonly Slice[]): readonly (0 | 1)[] {
  const groups = Map.groupBy(images.keys(), (place) => images[place]!.stackId ?? place);
  if (groups.size === 1) return images.map((_image, place) => (place < images.length / 2 ? 0 : 1));
  const halves = images.map((): 0 | 1 => 0);
  const sizes: [number, number] = [0, 0];
  for (const places of groups.values()) {
    const half = sizes[1] < sizes[0] ? 1 : 0;
    sizes[half] += places.length;
    for (const place of places) halves[place] = half;
  }
  return halves;
}

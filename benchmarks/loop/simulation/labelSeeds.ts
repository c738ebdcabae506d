import { clipBox } from '../../../src-main/core/geometry.ts';
import type { RandomSource } from '../../../src-main/core/random/RandomSource.ts';
import type { Expert } from '../experts/Expert.ts';
import { budget } from './budget.ts';
import type { Pool } from './Pool.ts';
import { randomOf } from './streams.ts';

/**
 * What is labelled before there is any model, alike for every strategy: windows around a random pixel of each class in turn, each
 * in another image while there are any, for nobody begins a project with one class alone. They are painted from nothing.
 */
export function labelSeeds(pool: Pool, { classCount, expert, seed }: { readonly classCount: number; readonly expert: Expert; readonly seed: number }): void {
  const random = randomOf(seed, 'seedWindows');
  const order = random.shuffle(Array.from(pool.images, (_image, index) => index));
  const wanted = Math.max(budget.seedWindows, classCount);
  for (let window = 0; window < wanted; window++) {
    const classIndex = window % classCount;
    // Rare classes are not in every image: the first that has it, images seen already last.
    const image = order.find((index) => pool.images[index]!.labels.includes(classIndex));
    if (image === undefined) throw new Error(`class ${classIndex}: wanted it somewhere in the pool`);
    order.push(...order.splice(order.indexOf(image), 1));
    const { width, height } = pool.images[image]!;
    const asked = windowAround(randomPixelOf(pool.images[image]!.labels, classIndex, random), { width, height });
    pool.ask(image, expert, { asked, proposal: new Uint8Array(asked.length) }, randomOf(seed, 'expert', pool.settled));
  }
}

function randomPixelOf(labels: Uint8Array, classIndex: number, random: RandomSource): number {
  const places: number[] = [];
  labels.forEach((label, index) => {
    if (label === classIndex) places.push(index);
  });
  return places[random.integer(places.length)]!;
}

function windowAround(pixel: number, { width, height }: { readonly width: number; readonly height: number }): Uint8Array {
  const half = budget.seedSide / 2;
  const box = clipBox({ x: (pixel % width) - half, y: Math.floor(pixel / width) - half, width: budget.seedSide, height: budget.seedSide }, width, height);
  const asked = new Uint8Array(width * height);
  for (let y = box.y; y < box.y + box.height; y++) asked.fill(1, y * width + box.x, y * width + box.x + box.width);
  return asked;
}

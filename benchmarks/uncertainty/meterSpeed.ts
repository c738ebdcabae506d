import { cpuUsage } from 'node:process';
import { RandomSource } from '../../src-main/core/random/RandomSource.ts';
import { UncertaintyMeter } from '../../src-main/core/metrics/UncertaintyMeter.ts';
import { describeMachine } from '../reporting/machine.ts';

/**
 * What measuring uncertainty costs: ten images of a million pixels, two maps, one rank correlation, for two classes and for twenty.
 * Processor time, so that what else runs on the machine does not count.
 *
 *     node benchmarks/uncertainty/meterSpeed.ts
 */
const pixels = 1_000_000;
const images = 10;

/** Softmax of normal logits, the truth drawn from it, and two doubts. */
function imageOf(classes: number) {
  const random = new RandomSource({ seed: 1, stream: classes, counter: 0 });
  const probabilities = new Float32Array(pixels * classes);
  const truth = new Uint8Array(pixels);
  const entropy = new Float32Array(pixels);
  const noisy = new Float32Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const powers = Array.from({ length: classes }, () => Math.exp(3 * random.normal()));
    const total = powers.reduce((sum, power) => sum + power, 0);
    let threshold = random.uniform() * total;
    truth[pixel] = Math.max(0, powers.findIndex((power) => (threshold -= power) < 0));
    powers.forEach((power, index) => {
      probabilities[pixel * classes + index] = power / total;
      entropy[pixel]! -= (power / total) * Math.log(power / total);
    });
    noisy[pixel] = entropy[pixel]! * random.uniform();
  }
  return { probabilities, truth, maps: { entropy, noisy } };
}

const milliseconds = (from: NodeJS.CpuUsage): string => ((cpuUsage(from).user + cpuUsage(from).system) / 1000).toFixed(0);

process.stdout.write(`${describeMachine()}; ${(pixels * images) / 1e6} million pixels\n\n| classes | adding, ms | figures, ms |\n|---|---|---|\n`);
for (const classes of [2, 20]) {
  const image = imageOf(classes);
  const meter = new UncertaintyMeter({ classCount: classes, maps: ['entropy', 'noisy'], correlatedMaps: ['entropy'] });
  const start = cpuUsage();
  for (let round = 0; round < images; round++) meter.add(image);
  const adding = milliseconds(start);
  const end = cpuUsage();
  meter.figures();
  process.stdout.write(`| ${classes} | ${adding} | ${milliseconds(end)} |\n`);
}

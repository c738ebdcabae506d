import type { ForwardContext, ParameterSpec, Parameters } from '../../../models/Architecture.ts';
import { batchNormSpecs, gainAndShift, normalisedByBatch } from '../../../models/layers/normalisedConvolution.ts';
import { parameter } from '../../../models/parameters.ts';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import { digitClasses, digitPixels } from '../digits/digitSets.ts';
import type { Classifier } from './Classifier.ts';

/*
 * Packed-Ensembles: members of one network, side by side in its channels, each a share of a network wider than the single one.
 * Kernels are [.., input of a member, outputs of all members], so that He's variance sees the fan-in of a member.
 * Source: Laurent et al. 2023, arXiv:2210.09184, section 3, with M = 4, alpha = 2, gamma = 1.
 */

export const packedMembers = 4;
const alpha = 2;
const hidden = (alpha * 200) / packedMembers;
const layers = ['second', 'third'] as const;
const channels = [12, 24, 48, 64].map((count) => (alpha * count) / packedMembers);
const convolutions = ['convolution1', 'convolution2', 'convolution3'] as const;

export function packedPerceptron(): Classifier {
  return {
    featureCount: packedMembers * hidden,
    specs: [...blockSpecs('first', [digitPixels], hidden), ...layers.flatMap((name) => blockSpecs(name, [hidden], hidden)), ...lastSpecs(hidden)],
    forward(parameters, input, context) {
      // All members see the same digit: one matrix, [B,784] -> [B,M*100]
      const seen: tf.Tensor2D = tf.matMul(input.reshape<tf.Tensor2D>([input.shape[0], digitPixels]), parameter<tf.Tensor2D>(parameters, 'first.kernel'));
      let x = activated<tf.Tensor2D>('first', seen, parameters, context);
      for (const name of layers) x = activated<tf.Tensor2D>(name, together(perMember(x, parameter(parameters, `${name}.kernel`))), parameters, context);
      return outcome(x, parameters);
    },
  };
}

export function packedConvolutional(): Classifier {
  return {
    featureCount: packedMembers * channels[3]! * 9,
    specs: [
      ...blockSpecs('convolution0', [5, 5, 1], channels[0]!),
      ...convolutions.flatMap((name, index) => blockSpecs(name, [3, 3, channels[index]!], channels[index + 1]!)),
      ...lastSpecs(channels[3]! * 9),
    ],
    forward(parameters, input, context) {
      const padded = tf.pad(input, [[0, 0], [2, 2], [2, 2], [0, 0]]);
      // [B,14,14,M*6]
      let x = activated('convolution0', tf.conv2d(padded, parameter<tf.Tensor4D>(parameters, 'convolution0.kernel'), 2, 'valid'), parameters, context);
      // [B,14,14,M*12] -> [B,7,7,M*12], [B,7,7,M*24] -> [B,3,3,M*24], [B,3,3,M*32]
      convolutions.forEach((name, index) => {
        x = activated(name, grouped(x, parameter(parameters, `${name}.kernel`)), parameters, context);
        if (index < 2) x = tf.maxPool(x, 2, 2, 'valid');
      });
      // Channels are grouped by member: [B,9,M,32] -> [B,M,9*32]
      const [batch, , , all] = x.shape;
      const own = all / packedMembers;
      return outcome(x.reshape([batch, 9, packedMembers, own]).transpose([0, 2, 1, 3]).reshape([batch, packedMembers * 9 * own]), parameters);
    },
  };
}

function blockSpecs(name: string, input: readonly number[], output: number): ParameterSpec[] {
  return [{ name: `${name}.kernel`, shape: [...input, packedMembers * output], initialiser: 'heNormal', role: 'trained' }, ...batchNormSpecs(`${name}.norm`, packedMembers * output)];
}

function lastSpecs(input: number): ParameterSpec[] {
  return [
    { name: 'last.kernel', shape: [input, packedMembers * digitClasses], initialiser: 'lecunNormal', role: 'trained' },
    { name: 'last.bias', shape: [packedMembers * digitClasses], initialiser: 'zeros', role: 'trained' },
  ];
}

/** @param x [B,M*input] @param kernel [input,M*output] @returns [M,B,output] */
function perMember(x: tf.Tensor2D, kernel: tf.Tensor2D): tf.Tensor3D {
  const [input, outputs] = kernel.shape;
  const inputs = x.reshape<tf.Tensor3D>([x.shape[0], packedMembers, input]).transpose<tf.Tensor3D>([1, 0, 2]);
  return tf.matMul(inputs, kernel.reshape<tf.Tensor3D>([input, packedMembers, outputs / packedMembers]).transpose<tf.Tensor3D>([1, 0, 2]));
}

/** [M,B,F] -> [B,M*F] */
function together(x: tf.Tensor3D): tf.Tensor2D {
  const [members, batch, features] = x.shape;
  return x.transpose([1, 0, 2]).reshape([batch, members * features]);
}

/** @param x [B,H,W,M*input] @param kernel [3,3,input,M*output] @returns [B,H,W,M*output] */
function grouped(x: tf.Tensor4D, kernel: tf.Tensor4D): tf.Tensor4D {
  const inputs = tf.split<tf.Tensor4D>(x, packedMembers, 3);
  const kernels = tf.split<tf.Tensor4D>(kernel, packedMembers, 3);
  return tf.concat(inputs.map((input, member) => tf.conv2d(input, kernels[member]!, 1, 'same')), 3);
}

/** Batch normalisation and ReLU of the last axis. */
function activated<Kind extends tf.Tensor2D | tf.Tensor4D>(name: string, x: Kind, parameters: Parameters, context: ForwardContext): Kind {
  const norm = `${name}.norm`;
  const pass = { parameters, context };
  if (context.phase === 'prediction') {
    const { gain, shift } = gainAndShift(norm, pass);
    return tf.relu(x.mul(gain).add<Kind>(shift));
  }
  const shape = x.shape as number[];
  const flat = shape.length === 4 ? (x as tf.Tensor4D) : x.reshape<tf.Tensor4D>([shape[0]!, 1, 1, shape[1]!]);
  return normalisedByBatch(flat, { norm, activation: 'relu' }, pass).reshape<Kind>(shape);
}

function outcome(x: tf.Tensor2D, parameters: Parameters): { logits: tf.Tensor3D; features: tf.Tensor2D } {
  const bias = parameter<tf.Tensor1D>(parameters, 'last.bias').reshape([packedMembers, 1, digitClasses]);
  return { logits: perMember(x, parameter(parameters, 'last.kernel')).add(bias), features: x };
}

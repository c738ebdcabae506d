import * as z from 'zod';
import { tf } from '../../../src-main/engine/tensorflow.ts';
import type { ParameterSpec, Parameters } from '../../Architecture.ts';
import { dense, denseSpecs } from '../../layers/dense.ts';
import { gelu } from '../../layers/gelu.ts';
import { layerNormalisation, layerNormalisationSpecs } from '../../layers/layerNormalisation.ts';
import { scoped } from '../../layers/Layer.ts';
import { multiHeadAttention } from '../../layers/multiHeadAttention.ts';
import { embedTokens, tokensToGrid } from '../../layers/tokens.ts';
import { parameter } from '../../parameters.ts';
import type { Encoder, EncoderKind } from '../Encoder.ts';

export const vitConfigSchema = z
  .strictObject({
    name: z.literal('vit'),
    /** Channels of a token. */
    width: z.int().min(4).max(2048),
    /** Transformer layers. */
    depth: z.int().min(1).max(64),
    /** Of the attention; divides the width. */
    heads: z.int().min(1).max(64),
    /** Side of a patch in pixels, 16 as published. */
    patch: z.literal([4, 8, 16, 32]),
    /** Patches to a side of the square for which positions are learnt; other sizes interpolate them. */
    grid: z.int().min(1).max(128),
  })
  .refine(({ width, heads }) => width % heads === 0, { path: ['heads'], message: 'aDivisorOfTheWidth' });

export type VitConfig = z.infer<typeof vitConfigSchema>;

/**
 * Published sizes, at the 224 x 224 of their weights, and two that train on a processor.
 * Source: Dosovitskiy et al. 2021, arXiv:2010.11929, table 1; Touvron et al. 2021, arXiv:2012.12877, table 1, whose
 * DeiT-Base is ViT-Base trained otherwise, and whose smallest is here called `tiny`.
 */
export const vitSizes = {
  large: { name: 'vit', width: 1024, depth: 24, heads: 16, patch: 16, grid: 14 },
  base: { name: 'vit', width: 768, depth: 12, heads: 12, patch: 16, grid: 14 },
  deitBase: { name: 'vit', width: 768, depth: 12, heads: 12, patch: 16, grid: 14 },
  tiny: { name: 'vit', width: 192, depth: 12, heads: 3, patch: 16, grid: 14 },
  mini: { name: 'vit', width: 96, depth: 6, heads: 3, patch: 8, grid: 16 },
} as const satisfies Readonly<Record<string, VitConfig>>;

/** Channels between the two maps of a layer's perceptron for each of a token. */
const perceptronExpansion = 4;

/**
 * Vision transformer: patches become tokens, and every token looks at all others in every layer. Its levels are the
 * outcomes of the layers, all of one size; the last is normalised, as the published classifiers read it.
 * Source: Dosovitskiy et al. 2021, arXiv:2010.11929; names and order of the tensors as in timm.
 */
export const vit: EncoderKind<VitConfig> = {
  name: 'vit',
  configSchema: vitConfigSchema,

  build({ width, depth, heads, patch, grid }, { prefix, inputChannels }): Encoder {
    const blocks = Array.from({ length: depth }, (_none, index) => transformerLayer(`${prefix}.blocks.${index}`, width, heads));
    return {
      specs: [
        { name: `${prefix}.cls_token`, shape: [1, 1, width], initialiser: 'embedding', role: 'trained' },
        { name: `${prefix}.pos_embed`, shape: [1, 1 + grid * grid, width], initialiser: 'embedding', role: 'trained' },
        { name: `${prefix}.patch_embed.proj.kernel`, shape: [patch, patch, inputChannels, width], initialiser: 'lecunNormal', role: 'trained' },
        { name: `${prefix}.patch_embed.proj.bias`, shape: [width], initialiser: 'zeros', role: 'trained' },
        ...blocks.flatMap(({ specs }) => specs),
        ...layerNormalisationSpecs(`${prefix}.norm`, width),
      ],
      levels: blocks.map(() => ({ channels: width, stride: patch })),
      forward(image, pass) {
        const { parameters } = pass;
        // [B, h, w, width] with h = H / patch and w = W / patch
        const patches = scoped(pass, () =>
          tf.conv2d(image, parameter<tf.Tensor4D>(parameters, `${prefix}.patch_embed.proj.kernel`), patch, 'valid').add<tf.Tensor4D>(parameter(parameters, `${prefix}.patch_embed.proj.bias`)),
        );
        // [B, 1 + h w, width]
        let tokens = embedTokens(patches, { classToken: parameter(parameters, `${prefix}.cls_token`), positions: parameter(parameters, `${prefix}.pos_embed`), grid });
        return blocks.map((block, index) => {
          const before = tokens;
          tokens = scoped(pass, () => block.forward(before, parameters));
          const isLast = index === depth - 1;
          // [B, h, w, width]
          return tokensToGrid(isLast ? layerNormalisation(`${prefix}.norm`, tokens, parameters) : tokens, patches);
        });
      },
    };
  },
};

interface TransformerLayer {
  readonly specs: readonly ParameterSpec[];
  /** @param x [B,N,width] */
  forward(x: tf.Tensor3D, parameters: Parameters): tf.Tensor3D;
}

/** Attention, then a perceptron of two maps; each reads what is normalised and adds to what is not. */
function transformerLayer(name: string, width: number, heads: number): TransformerLayer {
  const inner = perceptronExpansion * width;
  return {
    specs: [
      ...layerNormalisationSpecs(`${name}.norm1`, width),
      ...denseSpecs(`${name}.attn.qkv`, width, 3 * width),
      ...denseSpecs(`${name}.attn.proj`, width, width),
      ...layerNormalisationSpecs(`${name}.norm2`, width),
      ...denseSpecs(`${name}.mlp.fc1`, width, inner),
      ...denseSpecs(`${name}.mlp.fc2`, inner, width),
    ],
    forward(x, parameters) {
      // [B,N,width] -> [B,N,3 width] -> [B,N,width]
      const attended = multiHeadAttention(dense(`${name}.attn.qkv`, layerNormalisation(`${name}.norm1`, x, parameters), parameters), heads);
      const between = x.add<tf.Tensor3D>(dense(`${name}.attn.proj`, attended, parameters));
      // [B,N,width] -> [B,N,4 width] -> [B,N,width]
      const hidden = gelu(dense(`${name}.mlp.fc1`, layerNormalisation(`${name}.norm2`, between, parameters), parameters));
      return between.add(dense(`${name}.mlp.fc2`, hidden, parameters));
    },
  };
}

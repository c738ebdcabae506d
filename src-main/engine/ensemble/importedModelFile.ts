import * as z from 'zod';
import { normalisationSchema } from '../input/normalisation.ts';

/** The architecture that `model.json` names where the network is a graph from elsewhere. */
export const importedArchitecture = 'onnx';

/** The name of such a network inside its model's folder. */
export const importedWeightsFile = 'network.onnx';

const layout = z.enum(['channelsFirst', 'channelsLast']);
const side = z.int().min(1).max(65_536);

/** How an imported graph is used: found out when it is imported. */
export const graphSignatureSchema = z.strictObject({
  input: z.strictObject({ name: z.string().min(1), layout, channels: z.union([z.literal(1), z.literal(3)]) }),
  output: z.strictObject({
    name: z.string().min(1),
    layout,
    /** One channel stands for the second of two classes. */
    channels: z.int().min(1).max(255),
    values: z.enum(['logits', 'probabilities']),
  }),
  /** The one size it takes, in pixels; null where it takes any multiple of `sizeMultiple`. */
  fixedSize: z.strictObject({ height: side, width: side }).nullable(),
  sizeMultiple: z.int().min(4).max(1024).multipleOf(4),
  contextRadius: z.int().min(0).max(4096),
});

export type GraphSignature = z.infer<typeof graphSignatureSchema>;

/** `model.json` of a network that was imported as an ONNX graph: it predicts and is measured, but never trained. */
export const importedModelFileSchema = z.strictObject({
  formatVersion: z.literal(1),
  architecture: z.literal(importedArchitecture),
  classes: z.array(z.string().min(1).max(80)).min(2).max(255),
  normalisation: normalisationSchema,
  members: z.tuple([z.strictObject({ weightsFile: z.literal(importedWeightsFile), sha256: z.string().regex(/^[0-9a-f]{64}$/) })]),
  graph: graphSignatureSchema,
  /** The file it came from, without its folder. */
  source: z.string(),
  createdAt: z.iso.datetime(),
});

export type ImportedModelFile = z.infer<typeof importedModelFileSchema>;

import type { Temperatures } from '../../../core/calibration/Temperatures.ts';
import { disposeMember, loadMember, predictMember } from '../../ensemble/MemberNetwork.ts';
import type { MemberNetwork } from '../../ensemble/MemberNetwork.ts';
import type { MemberValues } from '../../ensemble/weightsFile.ts';
import type { GraphBuilder } from '../format/GraphBuilder.ts';
import { traced } from './traced.ts';
import type { TraceStyle } from './TracingBackend.ts';

/** A member to be written into a graph. */
export interface TracedMember {
  readonly network: MemberNetwork;
  readonly values: MemberValues;
  readonly temperature: Temperatures;
  /** Channels of the input. */
  readonly channels: number;
}

export interface TraceOptions {
  /** Size of the input that is imagined meanwhile, in multiples of the network's; none of it is to be found in the graph. */
  readonly multiples?: readonly [number, number];
  /** Default: `plain`. */
  readonly style?: TraceStyle;
  /** Name of the graph's input of four margins, int64: what lies within them is left out of the outcomes. Default: there is none. */
  readonly margins?: string;
}

/** Of the imagined input: with none its tensors keep the input's proportions, by which enlargements are told apart. */
const imaginedMargins = { top: 0, left: 0, bottom: 0, right: 0 };

/** Names of a member's outcomes in the graph. */
export interface MemberOutputs {
  /** [B,C,H,W] */
  readonly probabilities: string;
  /** [B,H/4,W/4], nats */
  readonly lossMap: string;
  /** [B], in no unit. */
  readonly imageLoss: string;
  /** [B,1,H,W]; null without a distance head. */
  readonly distances: string | null;
  /** [B,1,H,W]; null without a confidence head. */
  readonly confidence: string | null;
}

/**
 * Writes a member's forward pass into a graph, batch normalisation folded into the convolutions.
 * @param input the name of its input in the graph, [B,channels,H,W]
 * @throws SfumatoError `invalidInput` naming the kernel when the network does what ONNX's side has not been taught
 */
export function traceMember(graph: GraphBuilder, member: TracedMember, input: string, { multiples = [3, 2], style = 'plain', margins }: TraceOptions = {}): MemberOutputs {
  const { network, values, temperature, channels } = member;
  const [height, width] = multiples.map((multiple) => multiple * network.sizeMultiple) as [number, number];
  return traced({ graph, style, margins: margins ?? null, image: { name: input, height, width }, channels }, (image, operand) => {
    const loaded = loadMember(network, values);
    try {
      const { probabilities, lossMap, imageLoss, distances, confidence } = predictMember(network, loaded, image, { temperature, margins: margins === undefined ? undefined : imaginedMargins });
      return {
        probabilities: operand(probabilities),
        lossMap: operand(lossMap),
        imageLoss: operand(imageLoss),
        distances: distances ? operand(distances) : null,
        confidence: confidence ? operand(confidence) : null,
      };
    } finally {
      disposeMember(loaded);
    }
  });
}

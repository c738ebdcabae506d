import type { Message } from '../messages/Message.ts';
import type { NetworkRule } from './NetworkRule.ts';

/** A network as it is asked for: an architecture of the registry. */
export interface NetworkChoice {
  readonly architecture: string;
  /** Without `inputChannels` and `classes`, which follow from the project. */
  readonly config: Readonly<Record<string, unknown>>;
}

export interface NetworkField {
  readonly name: string;
  readonly rule: NetworkRule;
  /** Where it may be left out of the config. */
  readonly isOptional: boolean;
}

/** A size of an encoder that is offered: a small one that two cores can train, or one that was published. */
export interface EncoderPreset {
  readonly id: string;
  /** As it stands under `encoder` in a system's config. */
  readonly config: Readonly<Record<string, unknown>> & { readonly name: string };
}

/** What of a network can be chosen, and what may be chosen. */
export interface NetworkDescription {
  readonly architecture: string;
  /** What it is where nothing is said: small enough for two cores. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Of the system itself. */
  readonly fields: readonly NetworkField[];
  /** Sizes of encoders that it can stand on, the first by default; none where it has no encoder to choose. */
  readonly encoders: readonly EncoderPreset[];
  /** Of each encoder by its name, without that name. */
  readonly encoderFields: Readonly<Record<string, readonly NetworkField[]>>;
}

/** What is wrong with a network that is asked for. */
export interface NetworkFault {
  /** Dotted path in the config, or `cropSide`; null where no field is to blame. */
  readonly field: string | null;
  /** What it would have to be. */
  readonly wanted: Message;
}

/** How large a network is, counted without memory for it. */
export interface NetworkSize {
  /** Values in its tensors, running statistics included. */
  readonly parameters: number;
  /** Of one forward pass over one crop. */
  readonly multiplyAdds: number;
  /** Whether it has layers that draw at random, so that several passes differ. */
  readonly isStochastic: boolean;
}

export interface SizeNetworkRequest {
  readonly network: NetworkChoice;
  readonly classCount: number;
  /** Pixels. */
  readonly cropSide: number;
}

export interface SizeNetworkOutcome {
  /** Null where it cannot be built. */
  readonly size: NetworkSize | null;
  readonly faults: readonly NetworkFault[];
}

export interface CheckEncoderWeightsRequest {
  readonly network: NetworkChoice;
  readonly classCount: number;
  /** Of a safetensors file. */
  readonly path: string;
}

/** Names of tensors, the first of many. */
export interface NamedTensors {
  readonly count: number;
  readonly names: readonly string[];
}

/** How a file's tensors fit an encoder's. */
export interface EncoderWeightsReport {
  /** As the encoders' configs name it. */
  readonly encoder: string;
  /** Whose names for the tensors are expected, for example torchvision's. */
  readonly naming: string;
  /** Tensors of the encoder. */
  readonly tensors: number;
  /** Values in them. */
  readonly values: number;
  /** Of the encoder, which the file lacks. */
  readonly missing: NamedTensors;
  /** Of the file, which the encoder has no place for. */
  readonly unexpected: NamedTensors;
  readonly differing: {
    readonly count: number;
    readonly shapes: readonly { readonly name: string; readonly wanted: readonly number[]; readonly got: readonly number[] }[];
  };
}

import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import packageDescription from '../../../package.json' with { type: 'json' };
import { denoiserContext } from '../adversary/denoiserNetwork.ts';
import type { StoredModel } from '../ensemble/modelFolder.ts';
import type { Normalisation } from '../input/normalisation.ts';
import { GraphBuilder } from './format/GraphBuilder.ts';
import type { GraphValue } from './format/GraphBuilder.ts';
import { encodeOnnx } from './format/onnxFormat.ts';
import { traceDenoiser } from './trace/traceDenoiser.ts';
import { traceMember } from './trace/traceMember.ts';
import type { TracedMember } from './trace/traceMember.ts';

/** Of the operators: old enough for every runtime of the last years, new enough for what the networks use. */
export const opsetVersion = 17;
/** Of the file: the one that came with opset 17. */
export const irVersion = 8;

export const exportedNames = {
  input: 'image',
  probabilities: 'probabilities',
  lossMap: 'learned_loss',
  memberProbabilities: 'member_probabilities',
  memberLossMaps: 'member_learned_loss',
  distances: 'object_distance',
  memberDistances: 'member_object_distance',
  confidence: 'learned_confidence',
  memberConfidence: 'member_learned_confidence',
} as const;

/** How samples become the graph's input, in words for whoever opens the file. */
function describeInput({ channels, scale }: Normalisation): string {
  if (channels === 'grey') {
    return (
      'One grey channel: less the mean of the whole image, divided by its standard deviation. ' +
      'With polarity brightBackgroundInverted (see metadata), images with a bright background are negated afterwards. Sides are multiples of size_multiple.'
    );
  }
  const scaled =
    scale === 'imagenet'
      ? "from 0 to 1, less ImageNet's mean (0.485, 0.456, 0.406), divided by its standard deviation (0.229, 0.224, 0.225)"
      : 'less the mean of all three over the whole image, divided by their common standard deviation';
  return `Red, green and blue: ${scaled}. Sides are multiples of size_multiple.`;
}

/**
 * An ensemble as one ONNX file. One graph holds all members, so that one run gives the mean; their own outcomes are
 * outputs beside it, with the member axis first. Probabilities are calibrated: the temperature, or one for each class, is in the graph. Of a model
 * with stochastic passes it holds the plain networks: each member once, nothing dropped. A denoiser stands before them all.
 * @param modelId the project's name for it, or null
 * @throws SfumatoError `invalidInput` when its network cannot be put into ONNX
 */
export function exportEnsemble({ file, modelFileSha256, network, members, denoiser }: StoredModel, modelId: string | null = null): Uint8Array {
  const channels = network.network.config['inputChannels'] as number;
  const member = (values: StoredModel['members'][number]): TracedMember => ({ network, values, temperature: file.temperature, channels });
  refuseSizeInGraph(member(members[0]!), denoiser);
  const graph = new GraphBuilder();
  const seen = denoisedInput(graph, denoiser);
  const outputs = members.map((values, index) => {
    graph.prefix = `member${index}.`;
    return traceMember(graph, member(values), seen);
  });
  graph.prefix = '';
  stackAndMean(graph, outputs.map(({ probabilities }) => probabilities), exportedNames.memberProbabilities, exportedNames.probabilities);
  stackAndMean(graph, outputs.map(({ lossMap }) => lossMap), exportedNames.memberLossMaps, exportedNames.lossMap);
  const distances = outputs.flatMap((output) => output.distances ?? []);
  if (distances.length > 0) stackAndMean(graph, distances, exportedNames.memberDistances, exportedNames.distances);
  const confidence = outputs.flatMap((output) => output.confidence ?? []);
  if (confidence.length > 0) stackAndMean(graph, confidence, exportedNames.memberConfidence, exportedNames.confidence);
  const headOutputs = [...(distances.length > 0 ? distanceOutputs(members.length) : []), ...(confidence.length > 0 ? confidenceOutputs(members.length) : [])];
  const metadata = {
    classes: JSON.stringify(file.classes),
    normalisation: JSON.stringify(file.normalisation),
    temperature: JSON.stringify(file.temperature),
    architecture: file.architecture,
    members: String(members.length),
    size_multiple: String(network.sizeMultiple),
    context_radius: String(network.network.contextRadius + (denoiser ? denoiserContext : 0)),
    model_id: modelId ?? '',
    model_file_sha256: modelFileSha256,
    sfumato_version: packageDescription.version,
  };
  return encodeOnnx({
    irVersion,
    producerName: 'Sfumato',
    producerVersion: packageDescription.version,
    docString: 'Segmentation: mean class probabilities of an ensemble, those of each member, and the loss each foresees in nats for squares of 4 x 4 pixels.',
    opsetImport: [{ domain: '', version: opsetVersion }],
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    graph: graph.finish(file.architecture, [inputOf(channels, describeInput(file.normalisation))], [...outputsOf(file.classes.length, members.length), ...headOutputs]),
  });
}

/** @returns the name of what the members see: the graph's input, or what the denoiser leaves of it */
function denoisedInput(graph: GraphBuilder, denoiser: StoredModel['denoiser'], multiples: readonly [number, number] = [3, 2]): string {
  if (!denoiser) return exportedNames.input;
  graph.prefix = 'denoiser.';
  return traceDenoiser(graph, denoiser, exportedNames.input, multiples);
}

function stackAndMean(graph: GraphBuilder, parts: readonly string[], stackName: string, meanName: string): void {
  const axis = graph.integers([0]);
  const stack = graph.node('Concat', parts.map((part) => graph.node('Unsqueeze', [part, axis])), { axis: { int: 0 } }, stackName);
  graph.node('ReduceMean', [stack], { axes: { ints: [0] }, keepdims: { int: 0 } }, meanName);
}

function inputOf(channels: number, description = ''): GraphValue {
  return { name: exportedNames.input, shape: ['batch', channels, 'height', 'width'], description };
}

function outputsOf(classes: number, members: number): GraphValue[] {
  return [
    { name: exportedNames.probabilities, shape: ['batch', classes, 'height', 'width'], description: 'Mean over the members, sums to 1 over the classes.' },
    { name: exportedNames.memberProbabilities, shape: [members, 'batch', classes, 'height', 'width'], description: 'Of each member.' },
    { name: exportedNames.lossMap, shape: ['batch', 'loss_height', 'loss_width'], description: 'Foreseen cross entropy in nats, a value for 4 x 4 pixels; mean over the members.' },
    { name: exportedNames.memberLossMaps, shape: [members, 'batch', 'loss_height', 'loss_width'], description: 'Of each member.' },
  ];
}

function distanceOutputs(members: number): GraphValue[] {
  const description = 'Distance to the border of the own object as a share of its largest, some 0 … 1: heights for a watershed.';
  return [
    { name: exportedNames.distances, shape: ['batch', 1, 'height', 'width'], description: `${description} Mean over the members.` },
    { name: exportedNames.memberDistances, shape: [members, 'batch', 1, 'height', 'width'], description: 'Of each member.' },
  ];
}

function confidenceOutputs(members: number): GraphValue[] {
  const description = 'Foreseen probability of the true class, 0 … 1.';
  return [
    { name: exportedNames.confidence, shape: ['batch', 1, 'height', 'width'], description: `${description} Mean over the members.` },
    { name: exportedNames.memberConfidence, shape: [members, 'batch', 1, 'height', 'width'], description: 'Of each member.' },
  ];
}

/** A graph that depends on the size it was traced at would be wrong at every other. */
function refuseSizeInGraph(member: TracedMember, denoiser: StoredModel['denoiser']): void {
  const traced = ([[3, 2], [2, 5]] as const).map((multiples) => {
    const graph = new GraphBuilder();
    const { probabilities, lossMap, distances, confidence } = traceMember(graph, member, denoisedInput(graph, denoiser, multiples), { multiples });
    const outputs = [probabilities, lossMap, distances, confidence].filter((name) => name !== null).map((name) => ({ name, shape: [], description: '' }));
    return encodeOnnx({ graph: graph.finish('member', [inputOf(member.channels)], outputs) });
  });
  if (!Buffer.from(traced[0]!).equals(traced[1]!)) throw new SfumatoError('invalidInput', say('exportDependsOnSize'));
}

/** Models: learning, measuring, taking them in. */
export const modelMessages = {
  noModelInUse: ({ project }: { project: string }) => `${project}: no model is in use yet; train one, or import a model folder`,
  nothingLabelled: ({ project }: { project: string }) =>
    `${project}: no image to work on carries a label yet; correct some regions or import labels first`,
  otherClassCount: ({ model, known, wanted }: { model: string; known: number; wanted: number }) =>
    `${model} tells ${known} classes apart, the project has ${wanted}; train anew, so that the networks learn all of them`,
  importedOtherClasses: (is: { folder: string; known: number; knownNames: string; wanted: number; wantedNames: string }) =>
    `${is.folder}: the model tells ${is.known} classes apart (${is.knownNames}), the project has ${is.wanted} (${is.wantedNames})`,
  modelFileDiffers: ({ path, wanted, got }: { path: string; wanted: string; got: string }) =>
    `${path}: wanted sha256 ${wanted} as the model card says, got ${got}`,
  notPlainFile: ({ path }: { path: string }) => `${path}: wanted a plain file`,
  modelInUse: ({ model }: { model: string }) => `${model} is in use; take another model into use instead`,
  cardTooLarge: ({ path, bytes }: { path: string; bytes: number }) => `${path}: ${bytes} bytes are no model card`,
  noModelCard: ({ path, why }: { path: string; why: string }) => `${path}: no model card (${why})`,
  nothingToMeasureOn: 'there is no held-back image with labels to measure on; import some with the role heldBack',
  endedWithoutMaps: ({ image }: { image: string }) => `${image}: the engine ended without its maps`,
  mapsFileWrong: (is: { image: string; wanted: number; folder: string; path: string; got: number }) =>
    `${is.image}: wanted a file of ${is.wanted} bytes in ${is.folder}, the engine left ${is.path} (${is.got} bytes)`,
  weightsDiffer: ({ path, wanted, got }: { path: string; wanted: string; got: string }) => `weights ${path}: wanted sha256 ${wanted}, got ${got}`,
  weightsWrongSize: ({ path, wanted, got }: { path: string; wanted: number; got: number }) => `weights ${path}: wanted ${wanted} bytes for its network, got ${got}`,
  weightsNotFinite: ({ path, name }: { path: string; name: string }) => `weights ${path}: a value of the ${name} is not finite`,
  modelHeadsDiffer: ({ path, wanted, got }: { path: string; wanted: string; got: string }) => `${path}: wanted the heads that its network's config asks for, ${wanted}, got ${got}`,
  modelClassesDiffer: ({ path, wanted, got }: { path: string; wanted: number; got: string }) =>
    `${path}: wanted a network of ${wanted} classes as it names, got ${got}`,
  passesAlike: ({ path, passes }: { path: string; passes: number }) =>
    `${path}: wanted a network with dropout for ${passes} stochastic passes, got one whose passes would all be the same`,
  networkConfig: ({ place, architecture, why }: { place: string; architecture: string; why: string }) => `${place}: config of ${architecture}: ${why}`,
  unknownArchitecture: ({ place, known, name }: { place: string; known: string; name: string }) =>
    `${place}: wanted an architecture of ${known}, got ${name}`,
  noJson: ({ path, why }: { path: string; why: string }) => `${path}: no JSON: ${why}`,
  modelFolderNotEmpty: ({ folder, count }: { folder: string; count: number }) => `writing model ${folder}: wanted a new folder, it holds ${count} files`,
  noMember: ({ folder, last, got }: { folder: string; last: number; got: number }) => `model ${folder}: wanted a member 0 … ${last}, got ${got}`,
  settingWrong: ({ setting, wanted, got }: { setting: string; wanted: string; got: string }) => `training, ${setting}: wanted ${wanted}, got ${got}`,
  aWholeNumber: 'a whole number of at least 1',
  aMultipleOf: ({ number }: { number: number }) => `a multiple of ${number} for this network`,
  aSmallNumber: 'a number over 0, at most 1',
  noPassesWithoutDropout: 'none for a network without dropout, whose passes would all be the same',
  aWholeNumberUpTo: ({ number }: { number: number }) => `a whole number from 1 to ${number}`,
  aNumberBetween: ({ least, most }: { least: number; most: number }) => `a number from ${least} to ${most}`,
  aWholeNumberBetween: ({ least, most }: { least: number; most: number }) => `a whole number from ${least} to ${most}`,
  oneOfThese: ({ names }: { names: string }) => `one of ${names}`,
  trueOrFalse: 'true or false',
  settingsAmong: ({ names }: { names: string }) => `settings among ${names}`,
  atLeastOneOver0: ({ names }: { names: string }) => `at least one weight over 0 of ${names}`,
  heldBackLabels: '0, or a held-back image with labels to measure on',
  asTheParent: ({ count, names }: { count: number; names: string }) => `${count} as the parent model has (${names})`,
  noLabelledPixel: 'training: none of the images has a labelled pixel',
  labelsWrongSize: ({ image, size, wanted, got }: { image: string; size: string; wanted: number; got: number }) =>
    `labels of image ${image}: wanted ${size} = ${wanted} pixels, got ${got}`,
  labelsWrongClass: ({ image, count, got }: { image: string; count: number; got: number }) =>
    `labels of image ${image}: wanted classes below ${count}, got ${got}`,
  lossNotFinite: ({ member, step, times }: { member: number; step: number; times: number }) =>
    `training of network ${member}: the loss at step ${step} is no number, ${times} times over at ever lower learning rates; the images may hold extreme values`,
  exportNeedsValue: 'export: the network reads a value while it runs, which a graph cannot',
  exportKernel: ({ kernel, what }: { kernel: string; what: string }) => `export: ONNX is not taught this use of ${kernel} yet: ${what}`,
  exportDependsOnSize: 'export: the network is built otherwise for each size of image, which one graph cannot be',
  modelReadOnly: ({ model }: { model: string }) => `${model} came as an ONNX graph: it predicts and is measured, but is neither trained further nor exported`,
  onnxRefused: ({ path, why }: { path: string; why: string }) => `${path}: ${why}`,
  noOnnxFile: ({ path, why }: { path: string; why: string }) => `${path}: no ONNX file (${why})`,
  onnxNoGraph: 'there is no graph in it',
  onnxTooLarge: ({ path, most, got }: { path: string; most: number; got: number }) => `${path}: wanted at most ${most} bytes, got ${got}`,
  onnxFunctions: ({ name }: { name: string }) => `wanted operators of the ONNX standard alone, got a function of its own (${name})`,
  onnxOperator: ({ operator }: { operator: string }) => `wanted operators of the ONNX standard alone, got ${operator}`,
  onnxLoop: ({ operator }: { operator: string }) => `wanted a graph without loops, got ${operator}`,
  onnxExternalData: ({ tensor }: { tensor: string }) => `wanted all weights in the one file, got ${tensor} in another; save the model in one file`,
  onnxDoesNotRun: ({ why }: { why: string }) => `ONNX Runtime does not run it (${why})`,
  onnxInputs: ({ got }: { got: string }) => `wanted one input, an image, got: ${got}`,
  onnxInputShape: ({ got }: { got: string }) => `wanted an input float32 [1, channels, height, width] or [1, height, width, channels] with 1 or 3 channels, got ${got}`,
  onnxHalfFixed: 'wanted height and width both fixed or both free, got one of each',
  onnxTooSmall: ({ least, got }: { least: number; got: string }) => `wanted an input of at least ${least} pixels a side, got ${got}`,
  onnxOutputs: ({ got }: { got: string }) => `wanted one output of rank 4, or one called probabilities, got: ${got}`,
  onnxOutputShape: ({ wanted, got }: { wanted: string; got: string }) => `wanted an output of the input's size, ${wanted}, with 1 to 255 channels, got ${got}`,
  onnxNotFinite: 'wanted finite outputs, got values that are no numbers',
  onnxOtherClasses: (is: { path: string; known: number; wanted: number; wantedNames: string }) =>
    `${is.path}: the network tells ${is.known} classes apart, the project has ${is.wanted} (${is.wantedNames})`,
  encoderWeightsMismatch: ({ path, encoder, faults }: { path: string; encoder: string; faults: readonly string[] }) =>
    `${path}: not the weights of this encoder (${encoder}): ${faults.join('; ')}`,
  encoderWeightsMissing: ({ names }: { names: string }) => `missing: ${names}`,
  encoderWeightsUnknown: ({ names }: { names: string }) => `unknown: ${names}`,
  encoderWeightsShape: ({ name, wanted, got }: { name: string; wanted: string; got: string }) => `${name}: wanted shape [${wanted}], got [${got}]`,
  noEncoderToFill: ({ architecture }: { architecture: string }) =>
    `weights of an encoder: a network of architecture ${architecture} has none whose published weights are known; leave the file out, or take another architecture`,
  keepsParentsNetwork: ({ setting }: { setting: string }) =>
    `training, ${setting}: a run that goes on from a model keeps that model's network and weights; leave it out, or start from scratch`,
  networkFileWrong: ({ path }: { path: string }) => `${path}: wanted a JSON object with architecture (a name) and config (an object)`,
};

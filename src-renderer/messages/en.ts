import type { ErrorCode } from '../../src-main/core/SfumatoError.ts';
import type { HeatMapKind } from '../../src-main/core/heatMaps.ts';
import type { JobKind, JournalEntry, ModelState, RegionState } from '../../src-main/core/records.ts';

/** Every word the user reads, in English. Another language is another object of the same shape. */
export const en = {
  application: 'Sfumato',
  tagline: 'Label medical and microscopy images where the networks do not know.',

  connection: {
    connecting: 'Connecting to the program …',
    lost: 'The connection to the program was lost. Trying again …',
    lostAdvice: 'What is on screen stays. If the program was closed, start it again and open the address it prints.',
    retryNow: 'Try now',
  },

  start: {
    recent: 'Recent projects',
    noRecent: 'Projects you open are listed here.',
    openDemo: 'Open the demo',
    openDemoHint: 'Nuclei images with a trained ensemble: the whole round of look, doubt, correct and learn in a minute.',
    openingDemo: 'Opening the demo …',
    newProject: 'New project',
    newProjectHint: 'From a folder of images, with labels where you have them.',
    openFolder: 'Open a project folder',
    openFolderHint: 'One made before, on this machine.',
    opened: (when: string) => `opened ${when}`,
  },

  newProject: {
    title: 'New project',
    back: 'Back',
    name: 'Name',
    projectFolder: 'Project folder',
    projectFolderHint: 'Made new. Labels, models and the journal of corrections are kept there; your images are copied in, never changed.',
    imageFolder: 'Folder of images',
    labelFolder: 'Folder of labels (optional)',
    labelFolderHint: 'Files named like their images, holding numbers: classes or numbered objects.',
    labelKind: 'A label file holds',
    labelKinds: { instances: 'Numbered objects', classes: 'Class indices' },
    classes: 'Classes',
    className: (index: number) => `Name of class ${index}`,
    classColour: (index: number) => `Colour of class ${index}`,
    addClass: 'Add a class',
    removeClass: (name: string) => `Remove class ${name}`,
    heldBack: 'Held back to measure models',
    heldBackHint: 'Held-back images are never trained on, so that Dice and ECE on them are honest. Only labelled images can measure.',
    heldBackChoices: {
      fifth: 'Every fifth labelled image',
      prefix: 'Files whose name begins with …',
      none: 'None: figures stay unknown',
    },
    prefix: 'Beginning of the file name',
    create: 'Create the project',
    creating: 'Creating …',
    importing: 'Reading images …',
    browse: 'Browse …',
    folderOf: (field: string) => `Choose: ${field}`,
    missing: 'Fill in the name, the project folder and the folder of images.',
  },

  folders: {
    title: 'Choose a folder',
    path: 'Folder',
    go: 'Go',
    up: 'One folder up',
    choose: 'Choose this folder',
    empty: 'No folders in here.',
    images: (count: number) => (count === 1 ? '1 image' : `${count} images`),
    isProject: 'Sfumato project',
    reading: 'Reading folders …',
  },

  topBar: {
    toStart: 'All projects',
    imageOf: (position: number, count: number) => `${position} of ${count}`,
    noImage: 'No image',
    help: 'Keys and commands',
    toDark: 'Dark theme',
    toLight: 'Light theme',
    models: 'Models',
    noModel: 'No model yet',
    modelTip: 'The model in use. Opens its card.',
    dice: 'Dice',
    ece: 'ECE',
    notMeasured: 'not measured',
    engineReady: (device: string) => `Engine: ${device}`,
    engineStarting: 'Engine starting …',
    engineFailed: 'Engine stopped',
    engineFallback: 'Slower engine',
  },

  saved: {
    nothingYet: 'No changes yet',
    saving: 'Saving …',
    saved: (time: string) => `Saved ${time}`,
    notSaved: (count: number) => (count === 1 ? 'Not saved: 1 change' : `Not saved: ${count} changes`),
    failedTitle: 'Your last change could not be saved',
    failedSafe: 'Everything before it is safe. Painting on this image waits until this is settled.',
    retry: 'Save again',
    discard: 'Give up the change',
    whileAway: 'It stays on screen and is saved as soon as the connection is back.',
  },

  tools: {
    rail: 'Tools',
    look: 'Look',
    lookTip: 'Drag to move the image',
    brush: 'Brush',
    brushTip: 'Paint the chosen class',
    eraser: 'Eraser',
    eraserTip: 'Take labels away: the pixels count as not labelled',
    size: 'Size',
    sizeValue: (diameter: number) => `${diameter} px`,
    classes: 'Class painted with',
  },

  canvas: {
    name: 'Image canvas',
    description:
      'Drag to paint or move, wheel to zoom. Tab hides what lies over the image; Shift+Tab or Escape leaves the canvas; question mark lists all keys.',
    loading: 'Loading the image …',
    notLabelled: 'not labelled',
    predictedAs: (name: string) => `${name} (predicted)`,
    unknownClass: (index: number) => `class ${index}`,
    outside: 'Outside the image',
    legend: (map: string) => `${map} in nats`,
    nats: 'nats',
    zoom: (percent: string) => `${percent} %`,
    overlaysHidden: 'Overlays hidden',
    blocked: 'Save or give up the last change first.',
  },

  maps: {
    predictiveEntropy: {
      name: 'Predictive entropy',
      plain: 'All doubt together: from the networks and from the image.',
      reason: 'The networks are unsure here',
    },
    mutualInformation: {
      name: 'Mutual information',
      plain: 'The networks disagree: a label here teaches most.',
      reason: 'The networks disagree',
    },
    expectedEntropy: {
      name: 'Expected entropy',
      plain: 'The image itself is unclear: people would disagree too.',
      reason: 'The image is ambiguous here',
    },
    learnedLoss: {
      name: 'Learned loss',
      plain: 'The model expects an error here.',
      reason: 'The model expects to be wrong',
    },
  } satisfies Record<HeatMapKind, { name: string; plain: string; reason: string }>,

  inspector: {
    name: 'Inspector',
    review: 'Review',
    layers: 'Layers',
    image: 'Image',
    resize: 'Width of the inspector',
  },

  review: {
    regionOf: (position: number, count: number) => `Region ${position} of ${count}`,
    progress: (settled: number, total: number) => `${settled} of ${total} settled`,
    why: 'Why it is asked',
    proposed: 'Proposed',
    alternatives: 'Or is all of it',
    labelAll: (name: string) => `Label the whole region as ${name}`,
    size: 'Size',
    pixels: (count: string) => `${count} px`,
    doubt: 'Doubt, mean over the region',
    score: 'Expected wrong pixels',
    scoreTip: 'The sum of the doubt over the region: about how many of its pixels a label would put right. The queue is sorted by it.',
    accept: 'Accept',
    acceptCorrected: 'Accept as corrected',
    fix: 'Fix',
    defer: 'Defer',
    flag: 'Flag',
    acceptImage: 'Whole image is fine',
    next: 'Next region',
    previous: 'Previous region',
    toQueue: 'Go to the worst region',
    browsing: 'You are looking at the whole image.',
    allSettled: 'Every region is settled',
    allSettledHint: 'Let the networks learn from your corrections, then look at what they still doubt.',
    noModel: 'No model, so no doubt to show yet',
    noModelHint: 'Label some images with the brush, then let the networks learn from them.',
    empty: 'No regions in the queue',
    emptyHint: 'The model in use has no doubtful regions, or its maps are still being made.',
    predict: 'Make the maps',
    states: {
      open: 'Open',
      accepted: 'Accepted',
      corrected: 'Corrected',
      deferred: 'Deferred',
      flagged: 'Flagged',
    } satisfies Record<RegionState, string>,
  },

  queue: {
    name: 'Review queue',
    item: (position: number, name: string, reason: string, state: string) => `Region ${position}: ${name}, ${reason}, ${state}`,
    resize: 'Height of the queue',
  },

  layers: {
    heatMap: 'Heat map of doubt',
    show: 'Show',
    kind: 'Kind',
    colours: 'Colours',
    opacity: 'Opacity',
    threshold: 'Clear below',
    thresholdValue: (nats: string) => `${nats} nats`,
    percent: (value: number) => `${value} %`,
    labels: 'Labels',
    prediction: 'Prediction',
    styles: { hidden: 'Hidden', outline: 'Outline', fill: 'Fill' },
    fillOpacity: 'Fill opacity',
    legendTip: 'From sure, where the bare image shows, to the most doubt in this image.',
  },

  image: {
    all: 'Images',
    size: 'Size',
    channels: 'Channels',
    labelled: 'Labelled',
    role: 'Role',
    roles: { work: 'Worked on', heldBack: 'Held back' },
    rolesTip: 'Held-back images measure the models and are never trained on.',
    history: 'History',
    noHistory: 'What you change is listed here and can be taken back.',
    none: 'No images in this project',
    noneHint: 'Import a folder of images to begin.',
    importImages: 'Import images',
  },

  history: {
    undo: 'Undo',
    redo: 'Redo',
    describe: (entry: Pick<JournalEntry, 'kind' | 'tool' | 'decision' | 'changedPixels'>, className: string | null): string => {
      const pixels = entry.changedPixels === 1 ? '1 px' : `${entry.changedPixels.toLocaleString('en')} px`;
      if (entry.kind === 'undo') return 'Undo';
      if (entry.kind === 'redo') return 'Redo';
      if (entry.kind === 'review') {
        const words = { accepted: 'Region accepted', corrected: 'Region corrected', deferred: 'Region deferred', flagged: 'Region flagged' };
        return entry.decision ? words[entry.decision] : 'Region settled';
      }
      switch (entry.tool) {
        case 'brush':
          return `Brush: ${className ?? 'class'}, ${pixels}`;
        case 'eraser':
          return `Eraser, ${pixels}`;
        case 'accept':
          return `Confirmed as predicted, ${pixels}`;
        case 'import':
          return `Labels imported, ${pixels}`;
        case 'simulatedExpert':
          return `Simulated expert, ${pixels}`;
        case null:
          return `Change, ${pixels}`;
      }
    },
    takenBack: 'taken back',
  },

  learn: {
    title: 'Learning',
    button: 'Learn from corrections',
    first: 'Train a first model',
    explain: 'Trains on in the background from the model in use. You can go on working.',
    explainFirst: 'Trains an ensemble on every labelled pixel. You can go on working.',
    noLabels: 'Label some pixels first: there is nothing to learn from yet.',
    candidate: 'A new model is ready',
    before: 'In use',
    after: 'New',
    use: 'Use it',
    keep: 'Keep the old one',
    better: 'better',
    worse: 'worse',
    same: 'same',
    unmeasured: 'There are no held-back labelled images, so it could not be measured.',
    onImages: (count: number) => `Measured on ${count === 1 ? '1 held-back image' : `${count} held-back images`}.`,
  },

  figures: {
    dice: (value: string) => `Dice ${value}: of 1, how well the predicted objects cover the labelled ones.`,
    ece: (value: string) => `ECE ${value}: how far, on average, its stated certainty is from how often it is right.`,
    accuracy: 'Accuracy',
    accuracyTip: 'Share of labelled pixels predicted right.',
    nll: 'Negative log likelihood',
    nllTip: 'How surprised the model is by the labels, in nats a pixel. Lower is better.',
  },

  models: {
    title: 'Models',
    back: 'Back to the images',
    none: 'No models yet',
    noneHint: 'Label some images, then train a first model from the Review panel.',
    states: { inUse: 'In use', candidate: 'Offered', retired: 'Retired', declined: 'Declined' } satisfies Record<ModelState, string>,
    members: (count: number) => (count === 1 ? 'one network' : `ensemble of ${count}`),
    parent: (name: string) => `learned on from ${name}`,
    fromScratch: 'trained anew',
    use: 'Use this model',
    measure: 'Measure',
    made: (when: string) => `made ${when}`,
    name: 'Name',
    state: 'State',
    kind: 'Kind',
    action: 'Action',
  },

  jobs: {
    kinds: {
      import: 'Importing images',
      train: 'Learning',
      predict: 'Making maps',
      evaluate: 'Measuring',
      export: 'Exporting',
    } satisfies Record<JobKind, string>,
    failed: {
      import: 'The import failed',
      train: 'Learning failed',
      predict: 'Making the maps failed',
      evaluate: 'Measuring failed',
      export: 'The export failed',
    } satisfies Record<JobKind, string>,
    cancel: 'Cancel',
    cancelOf: (job: string) => `Cancel: ${job}`,
    left: (time: string) => `${time} left`,
    estimating: 'estimating …',
    dismiss: 'Dismiss',
    others: (count: number) => `and ${count} more`,
  },

  time: {
    seconds: (count: number) => `${count} s`,
    minutes: (count: number) => `${count} min`,
    hours: (hours: number, minutes: number) => `${hours} h ${minutes} min`,
    justNow: 'just now',
    minutesAgo: (count: number) => `${count} min ago`,
    hoursAgo: (count: number) => `${count} h ago`,
  },

  problem: {
    copy: 'Copy details',
    copied: 'Copied',
    dismiss: 'Dismiss',
    retry: 'Try again',
    titles: {
      connectionLost: 'The connection to the program was lost',
      notFound: 'Something was not found',
      invalidInput: 'That can’t be done as asked',
      unreadableImage: 'An image can’t be read',
      sizeMismatch: 'A label file has another size than its image',
      classOutOfRange: 'A label file holds a class the project does not have',
      conflict: 'Someone else changed this meanwhile',
      projectLocked: 'The project is open in another process',
      newerSchema: 'The project was made by a newer version',
      corrupt: 'The project’s data are damaged',
      diskFull: 'The disk is full',
      permissionDenied: 'The program may not read or write there',
      noProject: 'No project is open',
      noModel: 'There is no model yet',
      noLabels: 'There are no labels to learn from',
      engineFailed: 'The engine stopped',
      decoderFailed: 'The image reader stopped',
      cancelled: 'Cancelled',
      internal: 'Something went wrong in the program',
    } satisfies Record<ErrorCode | 'connectionLost', string>,
    advice: {
      connectionLost: 'It connects again by itself. Nothing that was saved is lost.',
      notFound: 'Check the name or the folder, then try again.',
      invalidInput: 'Change what the message names, then try again.',
      unreadableImage: 'Mend or remove that file, then import again. Nothing was imported.',
      sizeMismatch: 'Give the label file the size of its image, then import again. Nothing was imported.',
      classOutOfRange: 'Add the class to the project or mend the file, then import again. Nothing was imported.',
      conflict: 'Give up the change here to see the present state, then do it again.',
      projectLocked: 'Close it there, then open it here.',
      newerSchema: 'Open it with the newer version. It was left as it is.',
      corrupt: 'Copy the project folder away, then run “sfumato doctor”. Nothing was written.',
      diskFull: 'Make room on the disk, then try again. What was saved is safe.',
      permissionDenied: 'Choose another folder or change its permissions, then try again.',
      noProject: 'Open a project first.',
      noModel: 'Train a first model, or import one.',
      noLabels: 'Label some pixels with the brush first.',
      engineFailed: 'It starts again by itself. Your labels are safe; try the work again.',
      decoderFailed: 'Try again. If it stops at the same file, remove that file.',
      cancelled: 'Nothing was changed.',
      internal: 'Your saved work is safe. Try again; if it comes back, copy the details for a report.',
    } satisfies Record<ErrorCode | 'connectionLost', string>,
  },

  commands: {
    title: 'Keys and commands',
    close: 'Close',
    groups: { review: 'Review', tools: 'Tools', view: 'View', layers: 'Overlays', history: 'History', window: 'Window' },
    nextRegion: 'Next region',
    previousRegion: 'Previous region',
    accept: 'Accept the region',
    fix: 'Fix: brush in the right class',
    defer: 'Defer the region',
    flag: 'Flag the region',
    acceptImage: 'The whole image is fine',
    labelRegion: (name: string) => `Whole region is ${name}`,
    nextImage: 'Next image',
    previousImage: 'Previous image',
    look: 'Look and move',
    brush: 'Brush',
    eraser: 'Eraser',
    smaller: 'Smaller brush',
    larger: 'Larger brush',
    takeClass: (name: string) => `Paint ${name}`,
    fit: 'Fit the image',
    pixelForPixel: 'Pixel for pixel',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    pan: 'Hold to move the image',
    heatMap: 'Heat map on or off',
    nextHeatMap: 'Next kind of heat map',
    outlineFill: 'Outline or fill',
    hideAll: 'Hide or show all overlays (on the canvas)',
    undo: 'Undo',
    redo: 'Redo',
    help: 'This list',
    leave: 'Leave the canvas or the stroke',
  },
};

export type Messages = typeof en;

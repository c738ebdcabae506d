import type { ImageRow } from '../ImageRow.ts';
import type { MapName } from '../predictMaps.ts';
import type { TableName } from './TableName.ts';

/** A figure of a row as a column of a table. */
export interface Column {
  readonly title: string;
  readonly digits: number;
  readonly of: (row: ImageRow) => number | null;
}

/** A figure of each map, which fills a table of methods and maps. */
export interface MapTable {
  readonly title: string;
  /** Of the figures that the table's measure gives of a map. */
  readonly figure: string;
  readonly digits: number;
  readonly isBetter: 'higher' | 'lower';
}

export interface TableWords {
  readonly title: string;
  readonly intro: readonly string[];
  readonly columns: readonly Column[];
  readonly mapTables: readonly MapTable[];
  readonly chart: { readonly title: string; readonly figure: string };
}

export const mapTitles: Readonly<Record<MapName, string>> = {
  maximumProbability: 'maximum probability',
  margin: 'margin',
  entropy: 'entropy',
  expectedEntropy: 'expected entropy (aleatoric)',
  mutualInformation: 'mutual information (epistemic)',
  variance: 'variance',
  learnedLoss: 'learned loss',
  learnedConfidence: 'learned confidence',
};

const meanIou: Column = { title: 'mIoU', digits: 3, of: ({ segmentation }) => segmentation.meanIou };
const dice: Column = { title: 'Dice', digits: 3, of: ({ segmentation }) => segmentation.dice };
const nll: Column = { title: 'NLL', digits: 3, of: ({ segmentation }) => segmentation.nll };
const ece: Column = { title: 'ECE, %', digits: 2, of: ({ segmentation }) => segmentation.ece * 100 };
/** One for all classes; those of each class are in the results. */
const temperature: Column = { title: 'T', digits: 2, of: (row) => (typeof row.temperature === 'number' ? row.temperature : null) };
const ofConfidence = (title: string, figure: string): Column => ({ title, digits: 3, of: ({ maps }) => maps['maximumProbability']?.[figure] ?? null });
const more = (title: string, figure: string): Column => ({ title, digits: 3, of: (row) => row.more[figure] ?? null });

/** What each table shows and how it is read. */
export const tableWords: Readonly<Record<TableName, TableWords>> = {
  camvid: {
    title: 'Uncertainty methods on street scenes with things they were never taught',
    intro: [
      'Some classes are unlabelled to the networks while they learn; on the test split their pixels are told from those of known classes by the confidence of each method. As in the lectures the known pixels are the positives and confidence is the highest mean probability: AUROC, AUPR, and FPR95, the share of foreign pixels taken for known where 95 % of the known ones are. "AUPR of the foreign" has the foreign pixels as positives, found by doubt; by chance it is their share. mIoU, NLL and ECE are of the known classes alone.',
    ],
    columns: [meanIou, nll, ece, temperature, ofConfidence('AUROC', 'areaUnderRoc'), ofConfidence('AUPR', 'knownPrecision'), ofConfidence('FPR95', 'falsePositiveRate'), ofConfidence('AUPR of the foreign', 'foreignPrecision'), more('share of the foreign', 'foreignShare')],
    mapTables: [
      { title: 'AUROC by each map', figure: 'areaUnderRoc', digits: 3, isBetter: 'higher' },
      { title: 'FPR95 by each map', figure: 'falsePositiveRate', digits: 3, isBetter: 'lower' },
      { title: 'AUPR of the foreign by each map', figure: 'foreignPrecision', digits: 3, isBetter: 'higher' },
    ],
    chart: { title: 'Finding what no network was taught: AUROC', figure: 'areaUnderRoc' },
  },
  annotators: {
    title: 'Uncertainty maps against people’s disagreement',
    intro: [
      'Five people outlined each cell twice, with two tools. Networks learn from every drawing; on images they have not seen, each of their maps is compared with the entropy of the ten votes in each pixel: Spearman’s rank correlation over all test pixels (a sample of 65,536 of them) and the mean of those within each image, and the AUROC of finding the pixels that are disputed at all. Expected entropy, the aleatoric part, should come first; the figures are as they came.',
      'Generalised energy distance (squared, 1 - IoU between maps, lower is better), mean over images: of the ten drawings to the members’ own maps, and to contours of the mean probability at ten levels. The gold standard alone, which was made from these drawings, has the distance of the last column; one network without members is one map. mIoU, Dice, NLL and ECE are against the gold standard.',
      'The two drawings of one person are not independent of each other. Other cells may be in view and are background in every drawing.',
    ],
    columns: [meanIou, dice, nll, ece, temperature, more('energy distance, members', 'memberDistance'), more('contours', 'levelDistance'), more('gold standard', 'goldDistance')],
    mapTables: [
      { title: 'Rank correlation with disagreement, all pixels', figure: 'rankCorrelation', digits: 3, isBetter: 'higher' },
      { title: 'Rank correlation within an image, mean', figure: 'rankCorrelationByImage', digits: 3, isBetter: 'higher' },
      { title: 'AUROC of finding disputed pixels', figure: 'areaUnderRoc', digits: 3, isBetter: 'higher' },
    ],
    chart: { title: 'Rank correlation of maps with people’s disagreement', figure: 'rankCorrelation' },
  },
  errors: {
    title: 'Uncertainty maps and the errors of networks',
    intro: [
      'Whether each map finds the pixels that its own network has wrong: AUROC and average precision with wrong pixels as the positives, the area under the risk-coverage curve (AURC: mean share wrong among the surest, lower is better; between methods it also tells how many are wrong), and Spearman’s rank correlation of the map with the negative log-likelihood of each pixel. "Learned loss, blocks" is the rank correlation of the foreseen loss with the true one over blocks of 16 x 16 pixels, about what an expert is asked for at once.',
    ],
    columns: [meanIou, dice, nll, ece, more('Brier', 'brier'), temperature, { title: 'learned loss, blocks', digits: 3, of: ({ segmentation }) => segmentation.learnedLossCorrelation }],
    mapTables: [
      { title: 'AUROC of finding wrong pixels', figure: 'areaUnderRoc', digits: 3, isBetter: 'higher' },
      { title: 'Average precision of wrong pixels', figure: 'averagePrecision', digits: 3, isBetter: 'higher' },
      { title: 'AURC', figure: 'areaUnderRiskCoverage', digits: 4, isBetter: 'lower' },
      { title: 'Rank correlation with the loss of each pixel', figure: 'rankCorrelation', digits: 3, isBetter: 'higher' },
    ],
    chart: { title: 'Finding the network’s wrong pixels: AUROC', figure: 'areaUnderRoc' },
  },
};

import type { ClassDifference } from '../../history/classDifferences.ts';
import type { history as english } from '../en/history.ts';

const tools: typeof english.tools = {
  brush: 'Pinceau',
  eraser: 'Gomme',
  polygon: 'Polygone',
  lasso: 'Lasso',
  fill: 'Remplissage',
  wand: 'Baguette magique',
  superpixel: 'Pinceau à superpixels',
  smartBrush: 'Pinceau intelligent',
  threshold: 'Seuil',
  boxPrompt: 'Cadre',
  regionGrow: 'Croissance de région',
  interpolate: 'Interpolation',
  merge: 'Fusion',
  split: 'Séparation',
  fillHoles: 'Trous comblés',
  smooth: 'Lissage',
  crf: 'Affinage CRF',
  relabel: 'Changement de classe',
  delete: 'Suppression',
  objects: 'Objets numérotés',
  accept: 'Confirmé comme prédit',
  import: 'Annotations importées',
  simulatedExpert: 'Expert simulé',
};

const decisions: typeof english.decisions = {
  accepted: 'Région acceptée',
  corrected: 'Région corrigée',
  deferred: 'Région différée',
  flagged: 'Région signalée',
  reopened: 'Région rouverte',
};

const told = (difference: ClassDifference): string => {
  switch (difference.what) {
    case 'renamed':
      return `${difference.from} renommée ${difference.name}`;
    case 'recoloured':
      return `${difference.name} d’une autre couleur`;
    case 'retired':
      return `${difference.name} retirée`;
    case 'restored':
      return `${difference.name} de nouveau en usage`;
    case 'added':
      return `${difference.name} ajoutée`;
  }
};

export const history: typeof english = {
  undo: 'Annulation',
  redo: 'Rétablissement',
  tools,
  decisions,
  settled: 'Région traitée',
  change: 'Modification',
  pixels: (count) => `${count.toLocaleString('fr')} px`,
  describe: (entry, className) => {
    if (entry.kind === 'undo') return 'Annulation';
    if (entry.kind === 'redo') return 'Rétablissement';
    if (entry.kind === 'review') return entry.decision ? decisions[entry.decision] : 'Région traitée';
    const paints = entry.tool !== null && entry.tool !== 'eraser' && entry.tool !== 'delete' && entry.tool !== 'import' && entry.tool !== 'accept';
    const name = entry.tool ? tools[entry.tool] : 'Modification';
    return [name, ...(paints && className ? [className] : []), `${entry.changedPixels.toLocaleString('fr')} px`].join(', ');
  },
  describeClasses: (differences) =>
    differences.length > 2 ? `Classes : ${differences.length} changements` : `Classe ${differences.map(told).join(', ')}`,
  classes: 'Classes',
  takenBack: 'annulé',
  goTo: (entry: string) => `Aller à : ${entry}`,
  now: 'maintenant',
  images: (count: number) => `${count} images`,
  gone: 'remplacé par la suite',
  steps: 'Étapes',
};

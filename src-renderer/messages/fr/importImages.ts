import { formatCount } from '../numbers.ts';
import type { importImages as english } from '../en/importImages.ts';

const images = (count: number): string => (count <= 1 ? `${count} image` : `${formatCount(count)} images`);

export const importImages: typeof english = {
  role: 'À quoi servent ces images',
  roleHint: 'Les images réservées mesurent les modèles et ne servent jamais à l’apprentissage. Le rôle d’une image peut changer plus tard.',
  roles: { work: 'À travailler, et à apprendre', heldBack: 'Réservées à la mesure des modèles' },
  beyond: (count: number) =>
    count <= 1
      ? `Les fichiers d’annotations contiennent ${count} valeur qui n’est pas une classe de ce projet`
      : `Les fichiers d’annotations contiennent ${formatCount(count)} valeurs qui ne sont pas des classes de ce projet`,
  valueIn: (value: number, files: number, names: string) => `${value} dans ${files <= 1 ? `${files} fichier` : `${formatCount(files)} fichiers`} : ${names}`,
  moreValues: (count: number) => `et ${formatCount(count)} de plus`,
  beyondAdvice:
    'Donnez ces classes au projet (leurs noms peuvent changer dans les réglages), ou prenez ces valeurs pour des numéros d’objets. D’autres fichiers d’annotations peuvent aussi être choisis ci-dessus.',
  beyondObjects: 'Tant de valeurs sont rarement des classes : sont-ce des objets numérotés ? Sinon, choisissez d’autres fichiers d’annotations ci-dessus.',
  addClasses: (count: number) => (count <= 1 ? `Ajouter ${count} classe au projet` : `Ajouter ${formatCount(count)} classes au projet`),
  takeAsObjects: 'Ce sont des objets numérotés',
  taken: (count: number) => (count <= 1 ? 'Le projet a déjà une image de ce nom' : `Le projet a déjà des images de ${formatCount(count)} de ces noms`),
  takenAdvice: 'Renommez ces fichiers ou retirez-les du dossier ; ce qui est dans le projet reste tel quel.',
  valuesRead: (read: number, count: number) =>
    `Valeurs regardées dans ${formatCount(read)} fichiers d’annotations sur ${formatCount(count)} : toutes sont des classes de ce projet. L’import regarde les autres.`,
  settleFirst: 'Réglez d’abord ce qui est marqué ci-dessus : l’import serait refusé.',
  summary: (count: number, project: string) => `${images(count)} vers ${project}`,
  start: 'Importer',
};

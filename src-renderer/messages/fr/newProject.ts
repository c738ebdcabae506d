import type { newProject as english } from '../en/newProject.ts';

export const newProject: typeof english = {
  title: 'Nouveau projet',
  back: 'Retour',
  name: 'Nom',
  projectFolder: 'Dossier du projet',
  projectFolderHint: 'Il est créé. Annotations, modèles et journal des corrections y sont gardés ; vos images y sont copiées, jamais modifiées.',
  imageFolder: 'Dossier d’images',
  labelFolder: 'Dossier d’annotations (facultatif)',
  labelFolderHint: 'Des fichiers nommés comme leurs images, qui contiennent des nombres : des classes ou des objets numérotés.',
  labelKind: 'Un fichier d’annotation contient',
  labelKinds: { instances: 'Des objets numérotés', classes: 'Des indices de classe' },
  classes: 'Classes',
  className: (index: number) => `Nom de la classe ${index}`,
  classColour: (index: number) => `Couleur de la classe ${index}`,
  addClass: 'Ajouter une classe',
  removeClass: (name: string) => `Retirer la classe ${name}`,
  heldBack: 'Images réservées à la mesure des modèles',
  heldBackHint:
    'Les images réservées ne servent jamais à l’entraînement : le Dice et l’ECE mesurés sur elles sont honnêtes. Seules les images annotées peuvent mesurer.',
  heldBackChoices: {
    fifth: 'Une image annotée sur cinq',
    prefix: 'Les fichiers dont le nom commence par …',
    none: 'Aucune : les mesures restent inconnues',
  },
  prefix: 'Début du nom de fichier',
  create: 'Créer le projet',
  creating: 'Création …',
  importing: 'Lecture des images …',
  browse: 'Parcourir …',
  folderOf: (field: string) => `Choisir : ${field}`,
  missing: 'Indiquez le nom, le dossier du projet, le dossier d’images et le nom de chaque classe.',
};

import type { certainty as english } from '../en/certainty.ts';

export const certainty: typeof english = {
  before: 'Avant calibration',
  after: 'Après calibration',
  calibrate: 'Calibrer',
  calibrateTip: 'Ajuste sa certitude sur les images réservées, pour qu’on puisse le croire sur parole. Ses cartes sont ensuite refaites.',
  temperature: (temperature, images, pixels) =>
    `Calibré : les logits de ses réseaux sont divisés par une température de ${temperature}, ajustée sur ${pixels} pixels annotés de ${images}.`,
  heldBackImages: (count) => (count === 1 ? '1 image réservée' : `${count} images réservées`),
  gain: (before, after, nllBefore, nllAfter) => `ECE de ${before} à ${after}, log-vraisemblance négative de ${nllBefore} à ${nllAfter} nats.`,
  otherImages: 'Les deux portent sur des images qui n’ont pas servi à l’ajustement : chaque moitié est mesurée à la température de l’autre.',
  sameImages: 'Il n’y a qu’une image réservée : les deux portent sur l’image qui a servi à l’ajustement, et flattent.',
  notCalibrated: 'Pas encore calibré : sa certitude ne vient que de son entraînement.',
  misses: (share, threshold, missed, spurious) =>
    `Pour manquer en moyenne au plus ${share} des objets d’une image, prenez les pixels dont la probabilité d’objet est de ${threshold} ou plus. Sur les images réservées, ${missed} est alors manqué, et ${spurious} de ce qui est pris est du fond.`,
  missesOnOthers: (images) => `Il a été trouvé sur ${images} images qui n’ont pas servi à ajuster la température.`,
  missesOnSame: (images, wanted) =>
    `Il a été trouvé sur les ${images} images qui ont servi à ajuster la température, et vaut pour autant que cela ne compte pas ; avec ${wanted} images réservées, chacun a sa moitié.`,
  missesTooFew: (share, needed, images) => `Un seuil qui manque au plus ${share} des objets demande ${needed} images réservées avec des objets ; il y en a ${images}.`,
  distribution: (images, limit, references) =>
    `Il connaît ${images} de ses images d’entraînement par leurs caractéristiques. Une image plus loin d’elles que ${limit} (distance de Mahalanobis) est marquée comme différente : la limite que passerait une image de leur genre sur cent, d’après ${references}.`,
  noDistribution: 'Il ne peut pas reconnaître les images différentes de celles de son entraînement : il en faut quatre, présentes au moment de la calibration.',
  references: (count) => (count === 1 ? '1 distance mesurée' : `${count} distances mesurées`),
  risk: {
    title: 'Risque et couverture',
    summary: (half, all) => `Dans la moitié la plus sûre des pixels, ${half} sont faux, parmi tous, ${all}. Plus la courbe monte tard, mieux sa certitude sépare le juste du faux.`,
    atRest: 'Parmi tous les pixels',
    coverage: 'part la plus sûre des pixels (%)',
    wrong: 'faux parmi eux (%)',
    model: 'Faux',
  },
  histogram: {
    title: 'Confiance',
    summary: (share, sure) => `${share} des pixels sont dits sûrs à plus de ${sure}.`,
    atRest: 'Parmi les plus sûrs',
    confidence: 'à quel point il est sûr (%)',
    pixels: 'pixels (%)',
    model: 'Pixels',
  },
  classes: {
    title: 'Chaque classe sur les images réservées',
    name: 'Classe',
    dice: 'Dice',
    diceTip: 'Moyenne sur les images qui ont la classe, de 0 à 1.',
    iou: 'IoU',
    iouTip: 'Intersection sur union, tous les pixels annotés ensemble, de 0 à 1.',
    ece: 'ECE',
    eceTip: 'Écart moyen entre la probabilité annoncée de cette classe et sa fréquence.',
    pixels: 'Pixels annotés',
    none: '–',
  },
  measureAgain: 'Mesurez-le à nouveau pour voir risque et couverture, chaque classe et un seuil pour les manques.',
  unlike: {
    title: 'Différente de ce que le modèle a appris : ne vous fiez pas à sa confiance ici',
    why: (score, limit) => `Ses caractéristiques sont à ${score} de celles des images d’entraînement ; la limite est ${limit}.`,
    reasons: {
      darker: 'Elle est plus sombre que toutes.',
      brighter: 'Elle est plus claire que toutes.',
      flatter: 'Elle a moins de contraste que toutes.',
      harsher: 'Elle a plus de contraste que toutes.',
      grey: 'Elle est grise, elles sont en couleurs.',
      coloured: 'Elle est en couleurs, elles sont grises.',
      finerPixels: 'Ses pixels sont plus petits que les leurs.',
      coarserPixels: 'Ses pixels sont plus grands que les leurs.',
    },
  },
};

import type { engineMessages as english } from '../../../../src-main/core/messages/english/engine.ts';
import { formatNumber } from '../../numbers.ts';
import { counted } from '../counted.ts';
import type { Translated } from './Translated.ts';

export const engineMessages: Translated<typeof english> = {
  engineBusy: ({ work }) => `le moteur travaille (${work}) ; redémarrez-le quand ce sera fini ou annulé`,
  engineFault: ({ why }) => `le moteur : ${why}`,
  engineEnded: ({ reason }) => `le processus du moteur s’est arrêté pendant son travail (${reason}) ; les annotations sont en sécurité, relancez le travail`,
  engineClosed: 'le moteur a été fermé',
  engineClosedAtWork: 'le moteur a été fermé pendant son travail',
  engineChosen: 'le moteur a déjà choisi comment il calcule ; redémarrez-le pour choisir à nouveau',
  backendVariable: ({ value }) => `SFUMATO_BACKEND doit être native ou wasm ; c’est ${value}.`,
  wasmDidNotStart: 'WebAssembly de TensorFlow.js n’a pas démarré.',
  nativeUnusable: ({ reason }) => `Le moteur natif n’est pas utilisable : ${reason}`,
  nativeNotInForce: ({ backend }) => `Le moteur natif est chargé, mais c’est ${backend} qui calcule.`,
  nativeNotInstalled: 'Le paquet facultatif @tensorflow/tfjs-node-gpu n’est pas installé.',
  nativeNotBuilt: 'L’installation n’a pas encore construit le moteur natif : lancez `npm test` ou `npm start`.',
  nativeAgrees: 'chargé, et son autotest s’accorde avec WebAssembly',
  selfTestFailed: ({ why }) => `L’autotest a échoué : ${why}`,
  selfTestDiffers: ({ what, difference, most }) => `pour ${what}, il s’écarte de WebAssembly de ${difference} (${most} au plus est accepté).`,
  nativeNotTriedBySettings: 'pas essayé : les réglages demandent wasm',
  nativeNotTriedByVariable: 'pas essayé : SFUMATO_BACKEND demande wasm',
  askedForBySettings: 'demandé par les réglages',
  askedForByVariable: 'demandé par SFUMATO_BACKEND',
  servesInstead: 'sert parce que le moteur natif ne le peut pas',
  readySlower: 'prêt, plus lent',
  onnxRuntimeMissing: ({ why }) => `ONNX Runtime (le paquet facultatif onnxruntime-node) n’est pas utilisable : ${why}`,
  predictsByOnnx: (is) =>
    `ONNX Runtime (${is.provider}, ${counted(is.threads, 'fil', 'fils')}) prédit : il prend ${formatNumber(is.times, 2)} fois le temps de TensorFlow.js, et s’en écarte de ${is.difference} au plus`,
  predictsByTfjsFaster: (is) => `TensorFlow.js prédit : ONNX Runtime (${is.provider}) prend ici ${formatNumber(is.times, 2)} fois son temps`,
  predictsByTfjsDiffers: (is) => `TensorFlow.js prédit : ONNX Runtime (${is.provider}) s’en écarte de ${is.difference}`,
  predictsByTfjsAlone: ({ why }) => `TensorFlow.js prédit : ${why}`,
  deviceWasm: 'WebAssembly sur le processeur, 1 fil',
  deviceNative: ({ version, gpu, threads }) => `TensorFlow ${version} sur ${gpu ? 'carte graphique NVIDIA' : 'le processeur'}, ${counted(threads, 'fil', 'fils')}`,
};

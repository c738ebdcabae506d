import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { LabelChoice } from '../core/pairing/settlePairs.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import { systemError } from '../files/systemError.ts';

/**
 * Reads which label file goes with which image: JSON, `[{"image": "a.png", "label": "x.png"}]` with null for none, or else
 * CSV with the columns image and label, an empty label for none.
 * @throws SfumatoError `notFound`, `permissionDenied`, `invalidInput` naming the row
 */
export async function readPairs(path: string): Promise<LabelChoice[]> {
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    throw systemError(thrown, path);
  });
  const content = text.replace(/^\uFEFF/, '');
  const rows = extname(path).toLowerCase() === '.json' ? jsonRows(content, path) : csvRows(content, path);
  return rows.map((row, index) => choiceOf(row, `${path}, row ${index + 1}`));
}

function choiceOf(row: unknown, place: string): LabelChoice {
  const { image, label } = (typeof row === 'object' && row !== null ? row : {}) as { image?: unknown; label?: unknown };
  if (typeof image !== 'string' || image === '') throw new SfumatoError('invalidInput', `${place}: wanted the name of an image`);
  if (label !== null && typeof label !== 'string') throw new SfumatoError('invalidInput', `${place}: wanted the name of a label file, or none`);
  return { image, label: label === '' ? null : label };
}

function jsonRows(text: string, path: string): readonly unknown[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new SfumatoError('invalidInput', `${path}: is not JSON`, { cause });
  }
  if (!Array.isArray(parsed)) throw new SfumatoError('invalidInput', `${path}: wanted a list of pairs such as [{"image": "a.png", "label": "a_mask.png"}]`);
  return parsed;
}

function csvRows(text: string, path: string): readonly unknown[] {
  const [header = [], ...rows] = fieldsOf(text).filter((fields) => fields.some((field) => field !== ''));
  const columns = header.map((name) => name.trim().toLowerCase());
  const [image, label] = [columns.indexOf('image'), columns.indexOf('label')];
  if (image < 0 || label < 0) throw new SfumatoError('invalidInput', `${path}: wanted the columns image and label, got ${header.join(', ') || 'none'}`);
  return rows.map((fields) => ({ image: fields[image]?.trim(), label: fields[label]?.trim() ?? '' }));
}

/** One field, quoted or plain, and what ends it. Source: RFC 4180. */
const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;

function fieldsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let read = 0;
  for (const [whole, quoted, plain = '', end] of text.matchAll(field)) {
    read += whole.length;
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '') break;
    if (end !== ',') rows.push([]);
  }
  if (read < text.length) throw new SfumatoError('invalidInput', `CSV row ${rows.length}: a quote stands where none may be`);
  return rows;
}

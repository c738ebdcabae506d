import { words } from '../../../messages/messages.ts';
import type { Inspection } from './Source.svelte.ts';

/** The folders of labels to choose from, called as a person tells them apart: by their last two names where one says too little. */
export function labelFolderChoices(found: Pick<Inspection, 'imageFolder' | 'labelFolders'> | null): readonly { readonly value: string; readonly label: string }[] {
  const folders = found?.labelFolders ?? [];
  const lastOf = (folder: string, count: number): string => folder.split(/[\\/]+/).slice(-count).join('/');
  return folders.map((folder) => {
    if (folder === found?.imageFolder) return { value: folder, label: words.found.labelsBeside };
    const last = lastOf(folder, 1);
    const isPlain = /^\d*$/.test(last) || folders.filter((other) => lastOf(other, 1) === last).length > 1;
    return { value: folder, label: isPlain ? lastOf(folder, 2) : last };
  });
}

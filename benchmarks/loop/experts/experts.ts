import type { Expert, ExpertName } from './Expert.ts';
import { hasty } from './hasty.ts';
import { perfect } from './perfect.ts';

export const experts: Readonly<Record<ExpertName, Expert>> = { perfect, hasty };

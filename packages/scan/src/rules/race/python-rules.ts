import type { FileRule } from '../../engine/rule.ts';
import { checkThenCreate } from './python/check-then-create.ts';
import { checkThenSpend } from './python/check-then-spend.ts';
import { checkThenUse } from './python/check-then-use.ts';
import { lostUpdate } from './python/lost-update.ts';
import { lostUpdateAcrossAwait } from './python/lost-update-across-await.ts';
import { unlockedGlobal } from './python/unlocked-global.ts';

export const pythonRaceRules: readonly FileRule[] = [
  checkThenUse,
  checkThenSpend,
  checkThenCreate,
  lostUpdate,
  lostUpdateAcrossAwait,
  unlockedGlobal,
];

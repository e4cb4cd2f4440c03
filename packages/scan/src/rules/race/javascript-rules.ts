import type { FileRule } from '../../engine/rule.ts';
import { checkThenCreate } from './javascript/check-then-create.ts';
import { checkThenSpend } from './javascript/check-then-spend.ts';
import { checkThenUse } from './javascript/check-then-use.ts';
import { lostRecordUpdate } from './javascript/lost-record-update.ts';
import { lostStoredUpdate } from './javascript/lost-stored-update.ts';
import { lostUpdate } from './javascript/lost-update-across-await.ts';

export const javascriptRaceRules: readonly FileRule[] = [
  checkThenUse,
  checkThenSpend,
  checkThenCreate,
  lostUpdate,
  lostRecordUpdate,
  lostStoredUpdate,
];

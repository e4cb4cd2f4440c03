import { type Family, familyOf } from '../../engine/family.ts';
import { isOfTypesOnly } from '../code/program/javascript.ts';
import { loadGrammar } from '../python/syntax.ts';
import { javascriptRaceRules } from './javascript-rules.ts';
import { pythonRaceRules } from './python-rules.ts';

const family = familyOf('race', [...javascriptRaceRules, ...pythonRaceRules]);

export const raceFamily: Family = {
  ...family,
  checkFile(file, found, skipped) {
    if (!isOfTypesOnly(file.path)) family.checkFile(file, found, skipped);
  },
  prepareFor: async (types) => {
    if (types.has('python')) await loadGrammar();
  },
};

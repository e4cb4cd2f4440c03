import { type Family, familyOf } from '../../engine/family.ts';
import { loadGrammar } from '../python/syntax.ts';
import { javascriptRaceRules } from './javascript-rules.ts';
import { pythonRaceRules } from './python-rules.ts';

export const raceFamily: Family = {
  ...familyOf('race', [...javascriptRaceRules, ...pythonRaceRules]),
  prepareFor: async (types) => {
    if (types.has('python')) await loadGrammar();
  },
};

import { type Family, familyOf } from '../../engine/family.ts';
import { loadGrammar } from '../python/syntax.ts';
import { pythonRaceRules } from './python-rules.ts';

export const raceFamily: Family = {
  ...familyOf('race', pythonRaceRules),
  prepareFor: async (types) => {
    if (types.has('python')) await loadGrammar();
  },
};

import { familyOf } from '../../engine/family.ts';

export const raceFamily = familyOf('race', []);

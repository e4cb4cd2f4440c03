import { familyOf } from '../../engine/family.ts';

export const pythonFamily = familyOf('python', []);

import { familyOf } from '../../engine/family.ts';

export const packageFamily = familyOf('package', []);

import { familyOf } from '../../engine/family.ts';
import { evalOfValue } from './eval-of-value.ts';

export const codeFamily = familyOf('code', [evalOfValue]);

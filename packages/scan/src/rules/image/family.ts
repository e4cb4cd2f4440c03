import { familyOf } from '../../engine/family.ts';
import { untaggedBase } from './untagged-base.ts';

export const imageFamily = familyOf('image', [untaggedBase]);

import { familyOf } from '../../engine/family.ts';
import { buildingRules } from './building.ts';
import { downloadingRules } from './downloading.ts';
import { pinningRules } from './pinning.ts';
import { untaggedBase } from './untagged-base.ts';

export const imageFamily = familyOf('image', [
  untaggedBase,
  ...buildingRules,
  ...downloadingRules,
  ...pinningRules,
]);

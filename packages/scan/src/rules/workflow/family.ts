import { familyOf } from '../../engine/family.ts';

export const workflowFamily = familyOf('workflow', []);

import { familyOf } from '../../engine/family.ts';
import { githubActionRules } from './github-actions.ts';

export const workflowFamily = familyOf('workflow', githubActionRules);

import { familyOf } from '../../engine/family.ts';
import { archivedHook } from './archived-hook.ts';
import { botRunsCode } from './bot-runs-code.ts';
import { brokenOwnership } from './broken-ownership.ts';
import { exemptAdministrators } from './exempt-administrators.ts';
import { fewReviewers } from './few-reviewers.ts';
import { forcePush } from './force-push.ts';
import { mutableHook } from './mutable-hook.ts';
import { noCodeOwners } from './no-code-owners.ts';
import { noCommitHook } from './no-commit-hook.ts';
import { noCooldown } from './no-cooldown.ts';
import { noSecurityPolicy } from './no-security-policy.ts';
import { noStatusChecks } from './no-status-checks.ts';
import { noUpdateBot } from './no-update-bot.ts';
import { ownersNotAsked } from './owners-not-asked.ts';
import { singleOwner } from './single-owner.ts';
import { sleepingRule } from './sleeping-rule.ts';
import { staleApproval } from './stale-approval.ts';
import { unownedGuard } from './unowned-guard.ts';
import { unrenewedActions } from './unrenewed-actions.ts';

export const policyFamily = familyOf('policy', [
  archivedHook,
  botRunsCode,
  brokenOwnership,
  exemptAdministrators,
  fewReviewers,
  forcePush,
  mutableHook,
  noCodeOwners,
  noCommitHook,
  noCooldown,
  noSecurityPolicy,
  noStatusChecks,
  noUpdateBot,
  ownersNotAsked,
  singleOwner,
  sleepingRule,
  staleApproval,
  unownedGuard,
  unrenewedActions,
]);

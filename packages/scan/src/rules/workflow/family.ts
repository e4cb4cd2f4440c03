import { familyOf } from '../../engine/family.ts';
import { actionInWorkspace } from './github/action-in-workspace.ts';
import { allSecrets } from './github/all-secrets.ts';
import { archivedAction } from './github/archived-action.ts';
import { artifactOfStrangers } from './github/artifact-of-strangers.ts';
import { automaticApproval } from './github/automatic-approval.ts';
import { botCondition } from './github/bot-condition.ts';
import { brittleFeature } from './github/brittle-feature.ts';
import { broadAppToken } from './github/broad-app-token.ts';
import { broadPermissions } from './github/broad-permissions.ts';
import { constantCondition } from './github/constant-condition.ts';
import { constantExpression } from './github/constant-expression.ts';
import { containerCredentials } from './github/container-credentials.ts';
import { dangerousTrigger } from './github/dangerous-trigger.ts';
import { debuggingDoor } from './github/debugging-door.ts';
import { workflowDownloadToShell } from './github/download-to-shell.ts';
import { environmentInjection } from './github/environment-injection.ts';
import { expressionInScript } from './github/expression-in-script.ts';
import { floatingTool } from './github/floating-tool.ts';
import { inheritedSecrets } from './github/inherited-secrets.ts';
import { insecureCommands } from './github/insecure-commands.ts';
import { keptCredentials } from './github/kept-credentials.ts';
import { lookalikeAction } from './github/lookalike-action.ts';
import { lostAlternative } from './github/lost-alternative.ts';
import { missingPermissions } from './github/missing-permissions.ts';
import { obfuscatedAction } from './github/obfuscated-action.ts';
import { persistedCredentials } from './github/persisted-credentials.ts';
import { poisonedCache } from './github/poisoned-cache.ts';
import { printedSecret } from './github/printed-secret.ts';
import { replaceableAction } from './github/replaceable-action.ts';
import { reverseShell } from './github/reverse-shell.ts';
import { scriptInjection } from './github/script-injection.ts';
import { secretForAllSteps } from './github/secret-for-all-steps.ts';
import { secretWithoutEnvironment } from './github/secret-without-environment.ts';
import { selfHostedForStrangers } from './github/self-hosted-for-strangers.ts';
import { selfHostedRunner } from './github/self-hosted-runner.ts';
import { storedPublishToken } from './github/stored-publish-token.ts';
import { substringCondition } from './github/substring-condition.ts';
import { undocumentedPermission } from './github/undocumented-permission.ts';
import { unlimitedRuns } from './github/unlimited-runs.ts';
import { unlockedInstall } from './github/unlocked-install.ts';
import { unmaskedSecret } from './github/unmasked-secret.ts';
import { unnamedJob } from './github/unnamed-job.ts';
import { unpinnedAction } from './github/unpinned-action.ts';
import { unpinnedContainer } from './github/unpinned-container.ts';
import { untrustedCheckout } from './github/untrusted-checkout.ts';
import { vulnerableAction } from './github/vulnerable-action.ts';
import { writeAll } from './github/write-all.ts';
import { debugTrace } from './pipeline/debug-trace.ts';
import { dockerInClear } from './pipeline/docker-in-clear.ts';
import { pipelineDownload } from './pipeline/pipeline-download.ts';
import { pipelineImage } from './pipeline/pipeline-image.ts';
import { pipelineInjection } from './pipeline/pipeline-injection.ts';
import { pipelineSecret } from './pipeline/pipeline-secret.ts';
import { remoteInclude } from './pipeline/remote-include.ts';
import { workflowTlsCheckOff } from './tls-check-off.ts';

export const workflowFamily = familyOf('workflow', [
  actionInWorkspace,
  allSecrets,
  archivedAction,
  artifactOfStrangers,
  automaticApproval,
  botCondition,
  brittleFeature,
  broadAppToken,
  broadPermissions,
  constantCondition,
  constantExpression,
  containerCredentials,
  dangerousTrigger,
  debuggingDoor,
  workflowDownloadToShell,
  environmentInjection,
  expressionInScript,
  floatingTool,
  inheritedSecrets,
  insecureCommands,
  keptCredentials,
  lookalikeAction,
  lostAlternative,
  missingPermissions,
  obfuscatedAction,
  persistedCredentials,
  poisonedCache,
  printedSecret,
  replaceableAction,
  reverseShell,
  scriptInjection,
  secretForAllSteps,
  secretWithoutEnvironment,
  selfHostedForStrangers,
  selfHostedRunner,
  storedPublishToken,
  substringCondition,
  undocumentedPermission,
  unlimitedRuns,
  unlockedInstall,
  unmaskedSecret,
  unnamedJob,
  unpinnedAction,
  unpinnedContainer,
  untrustedCheckout,
  vulnerableAction,
  writeAll,
  workflowTlsCheckOff,
  debugTrace,
  dockerInClear,
  pipelineDownload,
  pipelineImage,
  pipelineInjection,
  pipelineSecret,
  remoteInclude,
]);

import { familyOf } from '../../engine/family.ts';
import { insecureBuild } from './compose/insecure-build.ts';
import { publishedDatabase } from './compose/published-database.ts';
import { secretBuildArgument } from './compose/secret-build-argument.ts';
import { authenticationOff } from './container/authentication-off.ts';
import { dangerousCapability } from './container/dangerous-capability.ts';
import { defaultPassword } from './container/default-password.ts';
import { escalationOpen } from './container/escalation-open.ts';
import { exposedDashboard } from './container/exposed-dashboard.ts';
import { hostDevice } from './container/host-device.ts';
import { hostIpc } from './container/host-ipc.ts';
import { hostNamespace } from './container/host-namespace.ts';
import { hostNetwork } from './container/host-network.ts';
import { hostPath } from './container/host-path.ts';
import { hostProcesses } from './container/host-processes.ts';
import { hostSystemFolder } from './container/host-system-folder.ts';
import { imageWithoutDigest } from './container/image-without-digest.ts';
import { keptCapabilities } from './container/kept-capabilities.ts';
import { latestImage } from './container/latest-image.ts';
import { noMemoryLimit } from './container/no-memory-limit.ts';
import { openDockerApi } from './container/open-docker-api.ts';
import { privilegeEscalation } from './container/privilege-escalation.ts';
import { privileged } from './container/privileged.ts';
import { rootContainer } from './container/root-container.ts';
import { runtimeSocket } from './container/runtime-socket.ts';
import { secretInEnvironment } from './container/secret-in-environment.ts';
import { tlsCheckOff } from './container/tls-check-off.ts';
import { unconfined } from './container/unconfined.ts';
import { untaggedImage } from './container/untagged-image.ts';
import { writableRoot } from './container/writable-root.ts';
import { addLocalFile } from './dockerfile/add-local-file.ts';
import { addUnverified } from './dockerfile/add-unverified.ts';
import { beforeFrom } from './dockerfile/before-from.ts';
import { copiedSecret } from './dockerfile/copied-secret.ts';
import { copyFromItself } from './dockerfile/copy-from-itself.ts';
import { copyIntoFile } from './dockerfile/copy-into-file.ts';
import { credentialsInCommand } from './dockerfile/credentials-in-command.ts';
import { downloadToShell } from './dockerfile/download-to-shell.ts';
import { endOfLifeBase } from './dockerfile/end-of-life-base.ts';
import { fixedPlatform } from './dockerfile/fixed-platform.ts';
import { forbiddenTrigger } from './dockerfile/forbidden-trigger.ts';
import { hugeUserId } from './dockerfile/huge-user-id.ts';
import { impossiblePort } from './dockerfile/impossible-port.ts';
import { insecureDownload } from './dockerfile/insecure-download.ts';
import { insecureRun } from './dockerfile/insecure-run.ts';
import { keyInLayer } from './dockerfile/key-in-layer.ts';
import { latestTag } from './dockerfile/latest-tag.ts';
import { lostFailure } from './dockerfile/lost-failure.ts';
import { misleadingStage } from './dockerfile/misleading-stage.ts';
import { missingDockerignore } from './dockerfile/missing-dockerignore.ts';
import { namedUser } from './dockerfile/named-user.ts';
import { noDigest } from './dockerfile/no-digest.ts';
import { noUser } from './dockerfile/no-user.ts';
import { openPermissions } from './dockerfile/open-permissions.ts';
import { overruledInstruction } from './dockerfile/overruled-instruction.ts';
import { plainHttpDownload } from './dockerfile/plain-http-download.ts';
import { recommendedPackages } from './dockerfile/recommended-packages.ts';
import { relativeCopy } from './dockerfile/relative-copy.ts';
import { relativeWorkdir } from './dockerfile/relative-workdir.ts';
import { rootUser } from './dockerfile/root-user.ts';
import { secretInBuild } from './dockerfile/secret-in-build.ts';
import { setUserId } from './dockerfile/set-user-id.ts';
import { shellForm } from './dockerfile/shell-form.ts';
import { sshServer } from './dockerfile/ssh-server.ts';
import { sudo } from './dockerfile/sudo.ts';
import { sudoWithoutPassword } from './dockerfile/sudo-without-password.ts';
import { uncheckedSshHost } from './dockerfile/unchecked-ssh-host.ts';
import { uncheckedTls } from './dockerfile/unchecked-tls.ts';
import { unknownStage } from './dockerfile/unknown-stage.ts';
import { untaggedBase } from './dockerfile/untagged-base.ts';
import { untrustedPackages } from './dockerfile/untrusted-packages.ts';
import { variableTooEarly } from './dockerfile/variable-too-early.ts';
import { waitingInstall } from './dockerfile/waiting-install.ts';
import { wholeRootCopied } from './dockerfile/whole-root-copied.ts';
import { wholeUpgrade } from './dockerfile/whole-upgrade.ts';
import { admissionRole } from './kubernetes/admission-role.ts';
import { anonymousAccess } from './kubernetes/anonymous-access.ts';
import { anonymousApi } from './kubernetes/anonymous-api.ts';
import { clusterAdmin } from './kubernetes/cluster-admin.ts';
import { committedSecret } from './kubernetes/committed-secret.ts';
import { defaultAccount } from './kubernetes/default-account.ts';
import { escalatingRole } from './kubernetes/escalating-role.ts';
import { execRole } from './kubernetes/exec-role.ts';
import { exposedAdminPort } from './kubernetes/exposed-admin-port.ts';
import { externalAddress } from './kubernetes/external-address.ts';
import { failingOpen } from './kubernetes/failing-open.ts';
import { hostPort } from './kubernetes/host-port.ts';
import { ingressSnippet } from './kubernetes/ingress-snippet.ts';
import { ingressWithoutTls } from './kubernetes/ingress-without-tls.ts';
import { insecureComponentPort } from './kubernetes/insecure-component-port.ts';
import { mountedToken } from './kubernetes/mounted-token.ts';
import { noNetworkPolicy } from './kubernetes/no-network-policy.ts';
import { noSeccomp } from './kubernetes/no-seccomp.ts';
import { openNetworkPolicy } from './kubernetes/open-network-policy.ts';
import { privilegedNamespace } from './kubernetes/privileged-namespace.ts';
import { rootAllowed } from './kubernetes/root-allowed.ts';
import { rootGroup } from './kubernetes/root-group.ts';
import { secretByEnvironment } from './kubernetes/secret-by-environment.ts';
import { secretInConfigMap } from './kubernetes/secret-in-config-map.ts';
import { secretsRole } from './kubernetes/secrets-role.ts';
import { staticPasswordFile } from './kubernetes/static-password-file.ts';
import { unsafeSysctl } from './kubernetes/unsafe-sysctl.ts';
import { unverifiedComponent } from './kubernetes/unverified-component.ts';
import { unverifiedExtension } from './kubernetes/unverified-extension.ts';
import { visibleProcesses } from './kubernetes/visible-processes.ts';
import { wildcardRole } from './kubernetes/wildcard-role.ts';
import { workloadRole } from './kubernetes/workload-role.ts';
import { openDebugger } from './open-debugger.ts';
import { pinningRules } from './pinning.ts';

export const imageFamily = familyOf('image', [
  ...pinningRules,
  openDebugger,
  addLocalFile,
  addUnverified,
  beforeFrom,
  copiedSecret,
  copyFromItself,
  copyIntoFile,
  credentialsInCommand,
  downloadToShell,
  endOfLifeBase,
  fixedPlatform,
  forbiddenTrigger,
  hugeUserId,
  impossiblePort,
  insecureDownload,
  insecureRun,
  keyInLayer,
  latestTag,
  lostFailure,
  misleadingStage,
  missingDockerignore,
  namedUser,
  noDigest,
  noUser,
  openPermissions,
  overruledInstruction,
  plainHttpDownload,
  recommendedPackages,
  relativeCopy,
  relativeWorkdir,
  rootUser,
  secretInBuild,
  setUserId,
  shellForm,
  sshServer,
  sudoWithoutPassword,
  sudo,
  uncheckedSshHost,
  uncheckedTls,
  unknownStage,
  untaggedBase,
  untrustedPackages,
  variableTooEarly,
  waitingInstall,
  wholeRootCopied,
  wholeUpgrade,
  authenticationOff,
  dangerousCapability,
  defaultPassword,
  escalationOpen,
  exposedDashboard,
  hostDevice,
  hostIpc,
  hostNamespace,
  hostNetwork,
  hostPath,
  hostProcesses,
  hostSystemFolder,
  imageWithoutDigest,
  keptCapabilities,
  latestImage,
  noMemoryLimit,
  openDockerApi,
  privilegeEscalation,
  privileged,
  rootContainer,
  runtimeSocket,
  secretInEnvironment,
  tlsCheckOff,
  unconfined,
  untaggedImage,
  writableRoot,
  insecureBuild,
  publishedDatabase,
  secretBuildArgument,
  admissionRole,
  anonymousAccess,
  anonymousApi,
  clusterAdmin,
  committedSecret,
  defaultAccount,
  escalatingRole,
  execRole,
  exposedAdminPort,
  externalAddress,
  failingOpen,
  hostPort,
  ingressSnippet,
  ingressWithoutTls,
  insecureComponentPort,
  mountedToken,
  noNetworkPolicy,
  noSeccomp,
  openNetworkPolicy,
  privilegedNamespace,
  rootAllowed,
  secretInConfigMap,
  secretsRole,
  staticPasswordFile,
  unsafeSysctl,
  unverifiedComponent,
  unverifiedExtension,
  visibleProcesses,
  rootGroup,
  workloadRole,
  secretByEnvironment,
  wildcardRole,
]);

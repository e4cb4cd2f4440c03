import { type Family, type Found, familyOf } from '../../engine/family.ts';
import { asSure } from '../../engine/test-path.ts';
import { certificatesUnchecked } from './certificates-unchecked.ts';
import { foreignHost } from './foreign-host.ts';
import { freshRelease } from './fresh-release.ts';
import { ignoredLockfile } from './ignored-lockfile.ts';
import { installScript } from './install-script.ts';
import { installWithoutLock } from './install-without-lock.ts';
import { integrityUnchecked } from './integrity-unchecked.ts';
import { knownVulnerable } from './known-vulnerable.ts';
import { lockDrift } from './lock-drift.ts';
import { maliciousPackage } from './malicious-package.ts';
import { missingIntegrity } from './missing-integrity.ts';
import { missingLockfile } from './missing-lockfile.ts';
import { nameMismatch } from './name-mismatch.ts';
import { noReleaseAge } from './no-release-age.ts';
import { oldGoToolchain } from './old-go-toolchain.ts';
import { openRequirement } from './open-requirement.ts';
import { ownInstallScript } from './own-install-script.ts';
import { plainHttpDownload } from './plain-http-download.ts';
import { publicInternalName } from './public-internal-name.ts';
import { registryOverHttp } from './registry-over-http.ts';
import { secondIndex } from './second-index.ts';
import { tokenInSettings } from './token-in-settings.ts';
import { twoLockfiles } from './two-lockfiles.ts';
import { typosquat } from './typosquat.ts';
import { unmappedScope } from './unmapped-scope.ts';
import { unpinnedGit } from './unpinned-git.ts';
import { unreadableLockfile } from './unreadable-lockfile.ts';

const family = familyOf('package', [
  maliciousPackage,
  knownVulnerable,
  oldGoToolchain,
  nameMismatch,
  foreignHost,
  plainHttpDownload,
  unpinnedGit,
  missingIntegrity,
  missingLockfile,
  ignoredLockfile,
  unreadableLockfile,
  twoLockfiles,
  lockDrift,
  typosquat,
  publicInternalName,
  unmappedScope,
  secondIndex,
  registryOverHttp,
  certificatesUnchecked,
  integrityUnchecked,
  tokenInSettings,
  ownInstallScript,
  installScript,
  installWithoutLock,
  openRequirement,
  freshRelease,
  noReleaseAge,
]);

/** What a test or an example installs, its authors alone install, and often it is broken on purpose: only malware stays sure there. */
const softened =
  (found: Found): Found =>
  (rule, file, place) =>
    found(
      rule,
      file,
      rule === maliciousPackage
        ? place
        : { ...place, confidence: asSure(place.confidence ?? rule.confidence, file.path) },
    );

export const packageFamily: Family = {
  ...family,
  checkFile: (file, found, skipped) => family.checkFile(file, softened(found), skipped),
  checkProject: (project, found, skipped) => family.checkProject(project, softened(found), skipped),
};

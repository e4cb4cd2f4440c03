import type { CodeRule, TextRule } from './code-rule.ts';
import { angularTrust } from './rules/angular-trust.ts';
import { archiveEntryPath } from './rules/archive-entry-path.ts';
import { browserAutomation } from './rules/browser-automation.ts';
import { browserProtectionOff } from './rules/browser-protection-off.ts';
import { chatWithoutIdentity } from './rules/chat-without-identity.ts';
import { cheapPasswordHash } from './rules/cheap-password-hash.ts';
import { cloudOpen } from './rules/cloud-open.ts';
import { cloudUnencrypted } from './rules/cloud-unencrypted.ts';
import { cookieFlags } from './rules/cookie-flags.ts';
import { databaseWithoutTls } from './rules/database-without-tls.ts';
import { domHtml } from './rules/dom-html.ts';
import { electronSettings } from './rules/electron-settings.ts';
import { errorToClient } from './rules/error-to-client.ts';
import { escapingOff } from './rules/escaping-off.ts';
import { evalOfValue } from './rules/eval-of-value.ts';
import { everyErrorCollected } from './rules/every-error-collected.ts';
import { explodingRegex } from './rules/exploding-regex.ts';
import { externalOfInput } from './rules/external-of-input.ts';
import { fieldsOfInput } from './rules/fields-of-input.ts';
import { fixedSalt } from './rules/fixed-salt.ts';
import { formatOfInput } from './rules/format-of-input.ts';
import { guessableRandom } from './rules/guessable-random.ts';
import { guessableTemporaryFile } from './rules/guessable-temporary-file.ts';
import { hardCodedKey } from './rules/hard-coded-key.ts';
import { hardCodedPassword } from './rules/hard-coded-password.ts';
import { hardCodedSecret } from './rules/hard-coded-secret.ts';
import { hiddenDirection } from './rules/hidden-direction.ts';
import { htmlTextOfInput } from './rules/html-text-of-input.ts';
import { joinedPathOfInput } from './rules/joined-path-of-input.ts';
import { jqueryHtml } from './rules/jquery-html.ts';
import { jwtNotVerified } from './rules/jwt-not-verified.ts';
import { jwtUnsigned } from './rules/jwt-unsigned.ts';
import { queryOfInput } from './rules/ldap-or-xpath-of-input.ts';
import { limitByHeader } from './rules/limit-by-header.ts';
import { linkOfInput } from './rules/link-of-input.ts';
import { looseHostCheck } from './rules/loose-host-check.ts';
import { mergeOfInput } from './rules/merge-of-input.ts';
import { messageFromAnyone } from './rules/message-from-anyone.ts';
import { messageToAnyone } from './rules/message-to-anyone.ts';
import { methodOfInput } from './rules/method-of-input.ts';
import { moduleOfInput } from './rules/module-of-input.ts';
import { nosqlJavascript } from './rules/nosql-javascript.ts';
import { nosqlOperators } from './rules/nosql-operators.ts';
import { oldTls } from './rules/old-tls.ts';
import { openCors } from './rules/open-cors.ts';
import { openFileMode } from './rules/open-file-mode.ts';
import { pageToInput } from './rules/page-to-input.ts';
import { partialCleaning } from './rules/partial-cleaning.ts';
import { pathOfInput } from './rules/path-of-input.ts';
import { plainLink } from './rules/plain-link.ts';
import { plainTransport } from './rules/plain-transport.ts';
import { programOfInput } from './rules/program-of-input.ts';
import { propertyOfInput } from './rules/property-of-input.ts';
import { protectionOff } from './rules/protection-off.ts';
import { prototypeOfInput } from './rules/prototype-of-input.ts';
import { publicRoot } from './rules/public-root.ts';
import { pugAddress } from './rules/pug-address.ts';
import { reactHtml } from './rules/react-html.ts';
import { redirectToInput } from './rules/redirect-to-input.ts';
import { regexOfInput } from './rules/regex-of-input.ts';
import { requestToInput } from './rules/request-to-input.ts';
import { responseOfInput } from './rules/response-of-input.ts';
import { scriptWithoutIntegrity } from './rules/script-without-integrity.ts';
import { secretInLog } from './rules/secret-in-log.ts';
import { secretInToken } from './rules/secret-in-token.ts';
import { securityHeaderOfInput } from './rules/security-header-of-input.ts';
import { sessionWithoutCsrfCheck } from './rules/session-without-csrf-check.ts';
import { shellOfValue } from './rules/shell-of-value.ts';
import { shortKey } from './rules/short-key.ts';
import { spawnWithShell } from './rules/spawn-with-shell.ts';
import { sqlOfValue } from './rules/sql-of-value.ts';
import { templateOfInput } from './rules/template-of-input.ts';
import { timedComparison } from './rules/timed-comparison.ts';
import { tlsUnverified } from './rules/tls-unverified.ts';
import { tokenInStorage } from './rules/token-in-storage.ts';
import { tokenOfHash } from './rules/token-of-hash.ts';
import { unauthenticatedGcm } from './rules/unauthenticated-gcm.ts';
import { unescapedOutput } from './rules/unescaped-output.ts';
import { unguardedMerge } from './rules/unguarded-merge.ts';
import { uninitialisedMemory } from './rules/uninitialised-memory.ts';
import { unquotedAttribute } from './rules/unquoted-attribute.ts';
import { unsafeDeserialization } from './rules/unsafe-deserialization.ts';
import { valueInScript } from './rules/value-in-script.ts';
import { viewOfInput } from './rules/view-of-input.ts';
import { vmOfValue } from './rules/vm-of-value.ts';
import { weakCipher } from './rules/weak-cipher.ts';
import { weakHashOfPassword } from './rules/weak-hash-of-password.ts';
import { xmlEntities } from './rules/xml-entities.ts';

/** Rules about programs. */
export const codeRules: readonly CodeRule[] = [
  angularTrust,
  archiveEntryPath,
  browserAutomation,
  browserProtectionOff,
  chatWithoutIdentity,
  cloudOpen,
  cloudUnencrypted,
  errorToClient,
  hardCodedKey,
  cheapPasswordHash,
  cookieFlags,
  databaseWithoutTls,
  domHtml,
  electronSettings,
  escapingOff,
  evalOfValue,
  everyErrorCollected,
  explodingRegex,
  externalOfInput,
  fieldsOfInput,
  fixedSalt,
  formatOfInput,
  guessableRandom,
  guessableTemporaryFile,
  hardCodedPassword,
  hardCodedSecret,
  htmlTextOfInput,
  joinedPathOfInput,
  jqueryHtml,
  jwtNotVerified,
  jwtUnsigned,
  queryOfInput,
  limitByHeader,
  linkOfInput,
  looseHostCheck,
  mergeOfInput,
  messageFromAnyone,
  messageToAnyone,
  methodOfInput,
  moduleOfInput,
  nosqlJavascript,
  nosqlOperators,
  oldTls,
  openCors,
  openFileMode,
  pageToInput,
  partialCleaning,
  pathOfInput,
  plainTransport,
  programOfInput,
  propertyOfInput,
  protectionOff,
  prototypeOfInput,
  publicRoot,
  reactHtml,
  redirectToInput,
  regexOfInput,
  requestToInput,
  responseOfInput,
  secretInLog,
  secretInToken,
  securityHeaderOfInput,
  sessionWithoutCsrfCheck,
  shellOfValue,
  shortKey,
  spawnWithShell,
  sqlOfValue,
  templateOfInput,
  timedComparison,
  tlsUnverified,
  tokenOfHash,
  tokenInStorage,
  unauthenticatedGcm,
  unguardedMerge,
  uninitialisedMemory,
  unsafeDeserialization,
  viewOfInput,
  vmOfValue,
  weakCipher,
  weakHashOfPassword,
  xmlEntities,
];

/** Rules about the text of pages, of templates and of code that cannot be read as what it is. */
export const textRules: readonly TextRule[] = [
  hiddenDirection,
  plainLink,
  pugAddress,
  scriptWithoutIntegrity,
  unescapedOutput,
  unquotedAttribute,
  valueInScript,
];

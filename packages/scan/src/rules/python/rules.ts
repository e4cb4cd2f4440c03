import type { FileRule } from '../../engine/rule.ts';
import type { PythonRule } from './python-rule.ts';
import { apiWithoutThrottle } from './rules/api-without-throttle.ts';
import { archiveExtraction } from './rules/archive-extraction.ts';
import { attributeOfInput } from './rules/attribute-of-input.ts';
import { autoescapeOff } from './rules/autoescape-off.ts';
import { connectionReceive } from './rules/connection-receive.ts';
import { containerOfValue } from './rules/container-of-value.ts';
import { cookieWithoutHttponly } from './rules/cookie-without-httponly.ts';
import { cookieWithoutSamesite } from './rules/cookie-without-samesite.ts';
import { cookieWithoutSecure } from './rules/cookie-without-secure.ts';
import { corsForAll } from './rules/cors-for-all.ts';
import { csrfOff } from './rules/csrf-off.ts';
import { csvFormula } from './rules/csv-formula.ts';
import { debugMode } from './rules/debug-mode.ts';
import { emptyPassword } from './rules/empty-password.ts';
import { evalOfValue } from './rules/eval-of-value.ts';
import { everythingInTemplate } from './rules/everything-in-template.ts';
import { explodingRegex } from './rules/exploding-regex.ts';
import { exposedCredentials } from './rules/exposed-credentials.ts';
import { fetchInClear } from './rules/fetch-in-clear.ts';
import { fetchOfInput } from './rules/fetch-of-input.ts';
import { filePermissions } from './rules/file-permissions.ts';
import { globalsByName } from './rules/globals-by-name.ts';
import { guessableSecret } from './rules/guessable-secret.ts';
import { hiddenDirection } from './rules/hidden-direction.ts';
import { hostHeaderInAddress } from './rules/host-header-in-address.ts';
import { hostKeyAccepted } from './rules/host-key-accepted.ts';
import { hostOfInput } from './rules/host-of-input.ts';
import { htmlOfRequest } from './rules/html-of-request.ts';
import { importOfInput } from './rules/import-of-input.ts';
import { keyAsSalt } from './rules/key-as-salt.ts';
import { keyInCode } from './rules/key-in-code.ts';
import { ldapFilter } from './rules/ldap-filter.ts';
import { listensEverywhere } from './rules/listens-everywhere.ts';
import { loggingListen } from './rules/logging-listen.ts';
import { mailOfInput } from './rules/mail-of-input.ts';
import { massAssignment } from './rules/mass-assignment.ts';
import { modelNotPinned } from './rules/model-not-pinned.ts';
import { modelRunsCode } from './rules/model-runs-code.ts';
import { nosqlInput } from './rules/nosql-input.ts';
import { numberOfInput } from './rules/number-of-input.ts';
import { pageOfInput } from './rules/page-of-input.ts';
import { passwordInClear } from './rules/password-in-clear.ts';
import { passwordInCode } from './rules/password-in-code.ts';
import { pathOfInput } from './rules/path-of-input.ts';
import { pickleOfValue } from './rules/pickle-of-value.ts';
import { postAfterValidation } from './rules/post-after-validation.ts';
import { processOfInput } from './rules/process-of-input.ts';
import { redirectToInput } from './rules/redirect-to-input.ts';
import { requestWithoutTimeout } from './rules/request-without-timeout.ts';
import { reverseShell } from './rules/reverse-shell.ts';
import { serverOnImport } from './rules/server-on-import.ts';
import { shellCommand } from './rules/shell-command.ts';
import { shortKey } from './rules/short-key.ts';
import { snmpInClear } from './rules/snmp-in-clear.ts';
import { sqlFunctionTemplate } from './rules/sql-function-template.ts';
import { sqlOfRequest } from './rules/sql-of-request.ts';
import { sqlString } from './rules/sql-string.ts';
import { templateAutoescapeOff } from './rules/template-autoescape-off.ts';
import { templateDebugTag } from './rules/template-debug-tag.ts';
import { templateFormWithoutToken } from './rules/template-form-without-token.ts';
import { templateOfInput } from './rules/template-of-input.ts';
import { templateSafeFilter } from './rules/template-safe-filter.ts';
import { templateUnquotedAttribute } from './rules/template-unquoted-attribute.ts';
import { temporaryName } from './rules/temporary-name.ts';
import { tlsUnverified } from './rules/tls-unverified.ts';
import { tokenUnverified } from './rules/token-unverified.ts';
import { trustedMarkup } from './rules/trusted-markup.ts';
import { twimlOfValue } from './rules/twiml-of-value.ts';
import { urlopenOfValue } from './rules/urlopen-of-value.ts';
import { weakCipher } from './rules/weak-cipher.ts';
import { weakHash } from './rules/weak-hash.ts';
import { weakTls } from './rules/weak-tls.ts';
import { wildcardArgument } from './rules/wildcard-argument.ts';
import { xmlEntities } from './rules/xml-entities.ts';
import { yamlLoad } from './rules/yaml-load.ts';

export const pythonRules: readonly PythonRule[] = [
  containerOfValue,
  shellCommand,
  processOfInput,
  wildcardArgument,
  reverseShell,
  evalOfValue,
  importOfInput,
  globalsByName,
  attributeOfInput,
  loggingListen,
  pickleOfValue,
  yamlLoad,
  connectionReceive,
  massAssignment,
  sqlString,
  sqlOfRequest,
  nosqlInput,
  ldapFilter,
  pageOfInput,
  htmlOfRequest,
  mailOfInput,
  everythingInTemplate,
  trustedMarkup,
  templateOfInput,
  autoescapeOff,
  requestWithoutTimeout,
  fetchOfInput,
  hostOfInput,
  hostHeaderInAddress,
  redirectToInput,
  urlopenOfValue,
  pathOfInput,
  temporaryName,
  filePermissions,
  archiveExtraction,
  snmpInClear,
  tlsUnverified,
  weakTls,
  passwordInClear,
  fetchInClear,
  hostKeyAccepted,
  weakHash,
  weakCipher,
  shortKey,
  guessableSecret,
  debugMode,
  serverOnImport,
  listensEverywhere,
  csrfOff,
  corsForAll,
  cookieWithoutSecure,
  cookieWithoutHttponly,
  cookieWithoutSamesite,
  keyInCode,
  passwordInCode,
  tokenUnverified,
  exposedCredentials,
  emptyPassword,
  xmlEntities,
  twimlOfValue,
  csvFormula,
  numberOfInput,
  sqlFunctionTemplate,
  postAfterValidation,
  apiWithoutThrottle,
  keyAsSalt,
  explodingRegex,
  modelRunsCode,
  modelNotPinned,
  hiddenDirection,
];

/** Templates of Django and Jinja are looked at as text. */
export const templateRules: readonly FileRule[] = [
  templateSafeFilter,
  templateAutoescapeOff,
  templateDebugTag,
  templateUnquotedAttribute,
  templateFormWithoutToken,
];

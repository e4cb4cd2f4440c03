import type { PythonRule } from './python-rule.ts';
import { codeExecutionRules } from './rules/code-execution.ts';
import { commandRules } from './rules/command.ts';
import { cryptographyRules } from './rules/cryptography.ts';
import { deserializationRules } from './rules/deserialization.ts';
import { documentRules } from './rules/documents.ts';
import { fileRules } from './rules/files.ts';
import { pageRules } from './rules/pages.ts';
import { queryRules } from './rules/queries.ts';
import { requestRules } from './rules/requests.ts';
import { settingRules } from './rules/settings.ts';
import { transportRules } from './rules/transport.ts';

export const pythonRules: readonly PythonRule[] = [
  ...commandRules,
  ...codeExecutionRules,
  ...deserializationRules,
  ...queryRules,
  ...pageRules,
  ...requestRules,
  ...fileRules,
  ...transportRules,
  ...cryptographyRules,
  ...settingRules,
  ...documentRules,
];

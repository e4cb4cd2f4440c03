import type { PythonRule } from './python-rule.ts';
import { codeExecutionRules } from './rules/code-execution.ts';
import { commandRules } from './rules/command.ts';
import { cookieRules } from './rules/cookies.ts';
import { credentialRules } from './rules/credentials.ts';
import { cryptographyRules } from './rules/cryptography.ts';
import { deserializationRules } from './rules/deserialization.ts';
import { djangoRules } from './rules/django.ts';
import { documentRules } from './rules/documents.ts';
import { fileRules } from './rules/files.ts';
import { hiddenTextRules } from './rules/hidden-text.ts';
import { markupRules } from './rules/markup.ts';
import { modelRules } from './rules/models.ts';
import { pageRules } from './rules/pages.ts';
import { patternRules } from './rules/patterns.ts';
import { queryRules } from './rules/queries.ts';
import { requestRules } from './rules/requests.ts';
import { settingRules } from './rules/settings.ts';
import { templateTextRules } from './rules/template-text.ts';
import { transportRules } from './rules/transport.ts';

export const pythonRules: readonly PythonRule[] = [
  ...commandRules,
  ...codeExecutionRules,
  ...deserializationRules,
  ...queryRules,
  ...pageRules,
  ...markupRules,
  ...templateTextRules,
  ...requestRules,
  ...fileRules,
  ...transportRules,
  ...cryptographyRules,
  ...settingRules,
  ...cookieRules,
  ...credentialRules,
  ...documentRules,
  ...djangoRules,
  ...patternRules,
  ...modelRules,
  ...hiddenTextRules,
];

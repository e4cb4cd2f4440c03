import { at, entriesOf, textOf } from '../../../yaml/yaml.ts';
import { literalSecretOf } from '../container/credential.ts';
import { resourceOf } from '../examples.ts';
import { resourceRule } from './resource-rule.ts';

export const secretInConfigMap = resourceRule({
  id: 'image/secret-in-config-map',
  title: 'Secret in a ConfigMap',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-312'],
  kinds: ['ConfigMap'],
  what: 'An entry of a ConfigMap is named like a secret and its value is written out.',
  why: 'ConfigMaps are read by far more accounts than Secrets, are never encrypted, and are shown by every dashboard.',
  fix: 'Move it to a Secret that is not in the repository.',
  aliases: ['CKV_K8S_35', 'KSV109'],
  bad: [resourceOf('v1', 'ConfigMap', 'data:', '  DB_PASSWORD: Tr0ub4dor')],
  good: [resourceOf('v1', 'ConfigMap', 'data:', '  DB_PASSWORD_FILE: /run/secrets/db', '  LOG_LEVEL: info')],
  find({ yaml, name }, report) {
    for (const entry of entriesOf(at(yaml, 'data'))) {
      const value = textOf(entry.value);
      const secret =
        value !== null && !value.includes('\n') ? literalSecretOf({ name: entry.key, value }) : null;
      if (secret !== null)
        report(entry, `\`${entry.key}\` of \`${name}\` is a secret that every reader of configuration sees`, {
          evidence: entry.key,
          identity: `${name} ${entry.key}`,
          secret,
        });
    }
  },
});

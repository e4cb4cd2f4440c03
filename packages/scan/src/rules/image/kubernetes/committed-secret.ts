import { at, entriesOf, textOf } from '../../../yaml/yaml.ts';
import { resourceOf } from '../examples.ts';
import { resourceRule } from './resource-rule.ts';

const placeholder =
  /^\s*$|^[<[({]|^\*+$|^x{3,}$|^\.{3}|\$\{|\$\(|\{\{|%\w+%|^(none|null|todo|tbd|example|your|insert|replace|put|enter|dummy|redacted)\b|^(changeme|change-me|change_me)$|-?here$|^(ENC|vault|ref\+)[[:]/i;
/** Data of a Secret that is public by nature. */
const publicKey =
  /^(ca\.crt|tls\.crt|ca-bundle.*|.*\.(crt|pub)|host|port|database|namespace|url|type|name|enable.*|project)$|(user|username|username_in|account_?name|address|endpoint|hostname|region)$/i;

export const committedSecret = resourceRule({
  id: 'image/committed-secret',
  title: 'Secret in the repository',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-312', 'CWE-798'],
  kinds: ['Secret'],
  what: 'A manifest of kind `Secret` holds its values.',
  why: 'Base64 hides nothing: whoever reads the repository has them, and history keeps them.',
  fix: 'Take it out and change it everywhere; keep secrets sealed (SOPS, Sealed Secrets) or in a store (External Secrets).',
  bad: [
    resourceOf('v1', 'Secret', 'stringData:', '  password: Tr0ub4dor'),
    resourceOf('v1', 'Secret', 'data:', '  password: VHIwdWI0ZG9y'),
  ],
  good: [
    resourceOf('v1', 'Secret', 'type: Opaque'),
    resourceOf('v1', 'Secret', 'stringData:', `  password: \${PASSWORD}`, '  token: <your token>'),
    resourceOf(
      'v1',
      'Secret',
      'data:',
      '  password: ENC[AES256_GCM,data:a,type:str]',
      'sops: {version: "3"}',
    ),
  ],
  references: ['https://kubernetes.io/docs/concepts/security/secrets-good-practices/'],
  find({ yaml, name }, report) {
    if (at(yaml, 'sops') || /service-account-token$/.test(textOf(at(yaml, 'type')) ?? '')) return;
    for (const where of ['data', 'stringData'])
      for (const entry of entriesOf(at(yaml, where))) {
        const written = textOf(entry.value) ?? '';
        const value =
          where === 'data' && !/[<{$]/.test(written)
            ? Buffer.from(written, 'base64').toString('latin1')
            : written;
        if (publicKey.test(entry.key) || placeholder.test(value)) continue;
        report(entry, `\`${entry.key}\` of the secret \`${name}\` can be read here`, {
          evidence: entry.key,
          identity: `${name} ${entry.key}`,
          secret: written,
        });
      }
  },
});

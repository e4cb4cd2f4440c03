import { fileRule } from '../../../engine/rule.ts';
import { switchesTlsCheckOff } from '../../tls-variable.ts';
import { declarationsOf, instructionsOf } from '../dockerfile.ts';

export const uncheckedTls = fileRule({
  id: 'image/unchecked-tls',
  title: 'Image that trusts every certificate',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-295'],
  kind: 'security',
  what: 'An `ENV`, `ARG` or `RUN` switches off the check of certificates (`NODE_TLS_REJECT_UNAUTHORIZED=0`, `GIT_SSL_NO_VERIFY=1`, …).',
  why: 'Anybody on the way reads and changes what is sent and fetched; as `ENV` it stays so in production.',
  fix: 'Take it out, and add the certificate authority that is missing (`update-ca-certificates`, `NODE_EXTRA_CA_CERTS`).',
  bad: [
    { Dockerfile: 'FROM node:24\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n' },
    { Dockerfile: 'FROM node:24\nRUN export GIT_SSL_NO_VERIFY=true && git clone https://example.org/a\n' },
  ],
  good: [{ Dockerfile: 'FROM node:24\nENV NODE_EXTRA_CA_CERTS=/etc/ssl/ours.pem\n' }],
  references: ['https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const instruction of instructionsOf(file)) {
      const inRun =
        instruction.keyword === 'RUN'
          ? [...instruction.text.matchAll(/\b([A-Z_]{6,60})=["']?([\w.:-]{1,60}|\*)(?=["']?(?:[\s;&|)]|$))/g)]
          : [];
      const set = [
        ...declarationsOf(instruction),
        ...inRun.map(([, name = '', value = '']) => ({ name, value })),
      ];
      const off = set.find(({ name, value }) => switchesTlsCheckOff(name, value ?? 'unset'));
      if (off)
        report({
          start: instruction.start,
          end: instruction.end,
          message: `\`${off.name}=${off.value}\` trusts every certificate`,
        });
    }
  },
});

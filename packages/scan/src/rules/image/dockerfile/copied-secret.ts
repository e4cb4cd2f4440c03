import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';

const secretFile =
  /(^|\/)(\.env(\.(local|production|prod|staging))?|\.git\/?|\.npmrc|\.netrc|\.pypirc|\.aws\/?|\.ssh\/?|id_(rsa|dsa|ecdsa|ed25519)|\.docker\/config\.json|credentials(\.json)?|service-account\.json|[^/]*\.(key|p12|pfx|jks|kdbx))$/i;

export const copiedSecret = fileRule({
  id: 'image/copied-secret',
  title: 'Secret or repository copied into the image',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-538'],
  kind: 'security',
  what: '`COPY` or `ADD` names `.env`, `.git`, a private key or credentials.',
  why: 'Whoever can pull the image reads them, even when a later layer deletes them.',
  fix: 'Take it out, list it in `.dockerignore`, and mount secrets: `RUN --mount=type=secret,…`.',
  bad: [
    { Dockerfile: `FROM debian:12.1\nCOPY .env /app/\n` },
    { Dockerfile: `FROM debian:12.1\nCOPY id_rsa /root/.ssh/id_rsa\n` },
  ],
  good: [
    { Dockerfile: `FROM debian:12.1\nCOPY .env.example /app/\n` },
    { Dockerfile: `FROM debian:12.1\nCOPY src /app\n` },
  ],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { keyword, words, flags, start, end } of instructionsOf(file)) {
      if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.some((flag) => flag.startsWith('--from')))
        continue;
      const secret = words.slice(0, -1).find((word) => secretFile.test(word));
      if (secret) report({ start, end, message: `\`${secret}\` becomes part of the image` });
    }
  },
});

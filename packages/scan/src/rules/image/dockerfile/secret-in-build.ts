import { fileRule } from '../../../engine/rule.ts';
import { declaredNames, instructionsOf } from '../dockerfile.ts';

const secretName =
  /(^|_)(PASSW(OR)?D|PASSPHRASE|SECRET|SECRET_KEY|TOKEN|API_?KEY|ACCESS_?KEY(_ID)?|PRIVATE_?KEY|CREDENTIALS?|AUTH_?TOKEN)($|_)/i;
const harmlessName =
  /(_FILE|_PATH|_DIR|_URL|_URI|_NAME|_HEADER|_TTL|_EXPIRY|_LENGTH|_HOST|_PORT|_TYPE|_ALGORITHM)$/i;

export const secretInBuild = fileRule({
  id: 'image/secret-in-build',
  title: 'Secret as build argument or environment',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-538'],
  kind: 'security',
  what: 'An `ARG` or `ENV` is named like a secret.',
  why: 'Both stay in the image: `docker history` and `docker inspect` show them to whoever can pull it.',
  fix: 'Pass it with `RUN --mount=type=secret,…`, or give it to the container when it starts.',
  aliases: ['DL3064'],
  bad: [
    { Dockerfile: `ARG NPM_TOKEN\nFROM debian:12.1\n` },
    { Dockerfile: `FROM debian:12.1\nENV DB_PASSWORD=hunter22\n` },
  ],
  good: [
    { Dockerfile: `FROM debian:12.1\nENV PASSWORD_FILE=/run/secrets/password\n` },
    { Dockerfile: `FROM debian:12.1\nRUN --mount=type=secret,id=npm npm ci\n` },
  ],
  references: ['https://docs.docker.com/build/building/secrets/'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const instruction of instructionsOf(file))
      for (const name of declaredNames(instruction))
        if (secretName.test(name) && !harmlessName.test(name))
          report({
            start: instruction.start,
            end: instruction.end,
            message: `\`${instruction.keyword} ${name}\` stays in the image`,
            evidence: `${instruction.keyword} ${name}`,
            identity: name,
          });
  },
});

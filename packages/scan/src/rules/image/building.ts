import { type FileRule, fileRule } from '../../engine/rule.ts';
import { declaredNames, dockerfile, instructionsOf } from './dockerfile.ts';
import { runs } from './shell.ts';
import { foreignBases } from './untagged-base.ts';

const base = 'FROM debian:12.1\n';
const card = { confidence: 'certain', kind: 'security', wants: ['dockerfile'] } as const;
const reference = ['https://docs.docker.com/build/building/best-practices/'];

const secretName =
  /(^|_)(PASSW(OR)?D|PASSPHRASE|SECRET|SECRET_KEY|TOKEN|API_?KEY|ACCESS_?KEY(_ID)?|PRIVATE_?KEY|CREDENTIALS?|AUTH_?TOKEN)($|_)/i;
const harmlessName =
  /(_FILE|_PATH|_DIR|_URL|_URI|_NAME|_HEADER|_TTL|_EXPIRY|_LENGTH|_HOST|_PORT|_TYPE|_ALGORITHM)$/i;

export const buildingRules: readonly FileRule[] = [
  fileRule({
    ...card,
    id: 'image/latest-tag',
    title: 'Base image with the tag latest',
    severity: 'medium',
    weakness: ['CWE-1357'],
    what: 'A `FROM` names the tag `latest`.',
    why: 'Each build may get another image, with other bugs; nobody chose it and nobody can repeat it.',
    fix: 'Name a version, better a digest: `FROM node:24.1-slim@sha256:…`.',
    aliases: ['DL3007'],
    bad: [{ Dockerfile: 'FROM debian:latest\n' }],
    good: [
      { Dockerfile: 'FROM debian:12.1\n' },
      { Dockerfile: `FROM debian:latest@sha256:${'a'.repeat(64)}\n` },
    ],
    references: reference,
    check(file, report) {
      for (const { from } of foreignBases(file.tree(dockerfile)))
        if (/:latest$/.test(from.image))
          report({
            start: from.start,
            end: from.end,
            message: `\`${from.image}\` is another image tomorrow`,
          });
    },
  }),
  fileRule({
    ...card,
    id: 'image/no-digest',
    title: 'Base image without a digest',
    severity: 'low',
    weakness: ['CWE-1357'],
    optional: true,
    what: 'A `FROM` names a tag and no digest.',
    why: "A tag can be moved to another image by whoever takes over its owner's account; a digest cannot.",
    fix: 'Add the digest that `docker buildx imagetools inspect` shows, and let a bot keep it current.',
    bad: [{ Dockerfile: 'FROM debian:12.1\n' }],
    good: [{ Dockerfile: `FROM debian:12.1@sha256:${'a'.repeat(64)}\n` }, { Dockerfile: 'FROM scratch\n' }],
    references: reference,
    check(file, report) {
      for (const { from } of foreignBases(file.tree(dockerfile)))
        if (!from.image.includes('@') && !from.image.includes('$'))
          report({
            start: from.start,
            end: from.end,
            message: `\`${from.image}\` is not pinned to a digest`,
          });
    },
  }),
  fileRule({
    ...card,
    id: 'image/root-user',
    title: 'Image that ends as root',
    severity: 'medium',
    weakness: ['CWE-250'],
    what: 'The last `USER` of a stage is root.',
    why: 'Whoever breaks out of the program is root in the container, and one kernel bug away from root on the host.',
    fix: 'Create a user and end with it: `USER 10001`.',
    aliases: ['DL3002'],
    bad: [{ Dockerfile: `${base}USER root\n` }, { Dockerfile: `${base}USER app\nUSER 0:0\n` }],
    good: [{ Dockerfile: `${base}USER root\nRUN id\nUSER 10001\n` }, { Dockerfile: `${base}RUN id\n` }],
    references: reference,
    check(file, report) {
      for (const { instructions } of file.tree(dockerfile).slice(-1)) {
        const last = instructions.findLast(({ keyword }) => keyword === 'USER');
        if (last && /^(root|0)(:|$)/.test(last.words[0] ?? ''))
          report({ start: last.start, end: last.end, message: 'The image runs as root' });
      }
    },
  }),
  fileRule({
    ...card,
    id: 'image/sudo',
    title: 'Use of sudo while building',
    severity: 'low',
    weakness: ['CWE-250'],
    what: 'A `RUN` uses `sudo`.',
    why: 'It behaves differently without a terminal, and leaves a way to root in the image.',
    fix: 'Do what needs root before `USER`, and the rest after it.',
    aliases: ['DL3004'],
    bad: [{ Dockerfile: `${base}RUN sudo make install\n` }],
    good: [{ Dockerfile: `${base}RUN apt-get install -y sudo=1.9\n` }],
    check(file, report) {
      for (const { commands, start, end } of instructionsOf(file))
        if (commands.some((command) => runs(command, 'sudo')))
          report({ start, end, message: '`sudo` is used' });
    },
  }),
  fileRule({
    ...card,
    id: 'image/add-local-file',
    title: 'ADD where COPY is meant',
    severity: 'low',
    weakness: ['CWE-1357'],
    what: '`ADD` is used for a file that is no archive.',
    why: '`ADD` also unpacks and downloads: a file that turns out to be an archive lands elsewhere than expected.',
    fix: 'Use `COPY`, which does nothing but copy.',
    aliases: ['DL3020'],
    bad: [{ Dockerfile: `${base}ADD app.js /app/\n` }],
    good: [
      {
        Dockerfile: `${base}ADD app.tar.gz /app/\nADD https://example.org/a.txt /a.txt\nCOPY app.js /app/\n`,
      },
    ],
    references: ['https://docs.docker.com/reference/dockerfile/#add'],
    check(file, report) {
      for (const { keyword, words, start, end } of instructionsOf(file)) {
        if (keyword !== 'ADD') continue;
        const plain = words
          .slice(0, -1)
          .filter(
            (word) =>
              !/^(https?|git|ftp|s3):|^git@|\.(tar|tgz|tbz2?|txz|tlz|tzst|gz|bz2|xz|lzma|zst|Z|zip)$|^<<|\$/i.test(
                word,
              ),
          );
        if (plain.length > 0)
          report({ start, end, message: `\`${plain[0]}\` is no archive: \`COPY\` is enough` });
      }
    },
  }),
  fileRule({
    ...card,
    id: 'image/secret-in-build',
    title: 'Secret as build argument or environment',
    severity: 'high',
    confidence: 'likely',
    weakness: ['CWE-538'],
    what: 'An `ARG` or `ENV` is named like a secret.',
    why: 'Both stay in the image: `docker history` and `docker inspect` show them to whoever can pull it.',
    fix: 'Pass it with `RUN --mount=type=secret,…`, or give it to the container when it starts.',
    aliases: ['DL3064'],
    bad: [{ Dockerfile: `ARG NPM_TOKEN\n${base}` }, { Dockerfile: `${base}ENV DB_PASSWORD=hunter22\n` }],
    good: [
      { Dockerfile: `${base}ENV PASSWORD_FILE=/run/secrets/password\n` },
      { Dockerfile: `${base}RUN --mount=type=secret,id=npm npm ci\n` },
    ],
    references: ['https://docs.docker.com/build/building/secrets/'],
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
  }),
  fileRule({
    ...card,
    id: 'image/copied-secret',
    title: 'Secret or repository copied into the image',
    severity: 'high',
    confidence: 'likely',
    weakness: ['CWE-538'],
    what: '`COPY` or `ADD` names `.env`, `.git`, a private key or credentials.',
    why: 'Whoever can pull the image reads them, even when a later layer deletes them.',
    fix: 'Take it out, list it in `.dockerignore`, and mount secrets: `RUN --mount=type=secret,…`.',
    bad: [
      { Dockerfile: `${base}COPY .env /app/\n` },
      { Dockerfile: `${base}COPY id_rsa /root/.ssh/id_rsa\n` },
    ],
    good: [{ Dockerfile: `${base}COPY .env.example /app/\n` }, { Dockerfile: `${base}COPY src /app\n` }],
    check(file, report) {
      for (const { keyword, words, flags, start, end } of instructionsOf(file)) {
        if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.some((flag) => flag.startsWith('--from')))
          continue;
        const secret = words.slice(0, -1).find((word) => secretFile.test(word));
        if (secret) report({ start, end, message: `\`${secret}\` becomes part of the image` });
      }
    },
  }),
  fileRule({
    ...card,
    id: 'image/whole-root-copied',
    title: 'Whole file system copied from another stage',
    severity: 'low',
    weakness: ['CWE-1357'],
    what: '`COPY --from=… / /` copies everything of another stage.',
    why: 'Compilers, caches and secrets of the build come along, which is what stages are there to prevent.',
    fix: 'Copy what is needed.',
    aliases: ['DL3067'],
    bad: [{ Dockerfile: `${base}COPY --from=build / /\n` }],
    good: [{ Dockerfile: `${base}COPY --from=build /app /app\n` }],
    check(file, report) {
      for (const { keyword, words, flags, start, end } of instructionsOf(file))
        if (
          keyword === 'COPY' &&
          flags.some((flag) => flag.startsWith('--from=')) &&
          words[0] === '/' &&
          words.at(-1) === '/' &&
          words.length === 2
        )
          report({ start, end, message: 'Everything of the other stage is copied' });
    },
  }),
  fileRule({
    ...card,
    id: 'image/open-permissions',
    title: 'Files that everybody may change',
    severity: 'medium',
    confidence: 'likely',
    weakness: ['CWE-732'],
    what: 'A `RUN` gives everybody write permission (`chmod 777`, `a+w`).',
    why: 'A program that is broken into can change the code of the others.',
    fix: 'Give the files to the user that needs them: `COPY --chown=…`, `chmod 755`.',
    bad: [{ Dockerfile: `${base}RUN chmod -R 777 /app\n` }],
    good: [{ Dockerfile: `${base}RUN chmod 755 /app\nRUN chmod 1777 /tmp\n` }],
    check(file, report) {
      for (const { commands, start, end } of instructionsOf(file))
        for (const command of commands)
          if (runs(command, 'chmod')) {
            const mode = command.words.find((word) =>
              /^0?[0-7]{2}[2367]$|^([ugo]*[ao][ugo]*)?\+[rx]*w/.test(word),
            );
            if (mode && !/^u?g?\+/.test(mode))
              report({ start, end, message: `\`chmod ${mode}\` lets everybody write` });
          }
    },
  }),
  fileRule({
    ...card,
    id: 'image/insecure-run',
    title: 'Build step without isolation',
    severity: 'high',
    weakness: ['CWE-250'],
    what: 'A `RUN` has `--security=insecure` or `--network=host`.',
    why: 'The step runs with all capabilities, or in the network of the machine that builds.',
    fix: 'Take the option out, or do the step outside of the build.',
    bad: [{ Dockerfile: `${base}RUN --security=insecure mount /x\n` }],
    good: [{ Dockerfile: `${base}RUN --network=none make\n` }],
    check(file, report) {
      for (const { keyword, flags, start, end } of instructionsOf(file)) {
        const flag = flags.find((one) => /^--(security=insecure|network=host)$/.test(one));
        if (keyword === 'RUN' && flag) report({ start, end, message: `\`${flag}\`` });
      }
    },
  }),
  fileRule({
    ...card,
    id: 'image/ssh-server',
    title: 'SSH server in an image',
    severity: 'medium',
    confidence: 'likely',
    weakness: ['CWE-1125'],
    what: 'The image installs an SSH server or exposes port 22.',
    why: 'It is a second way in that nobody watches; containers are entered with `docker exec`.',
    fix: 'Take it out, and enter the container with `docker exec`.',
    bad: [
      { Dockerfile: `${base}EXPOSE 22\n` },
      { Dockerfile: `${base}RUN apt-get install -y openssh-server=1:9\n` },
    ],
    good: [{ Dockerfile: `${base}EXPOSE 2222 8080\nRUN apt-get install -y openssh-client=1:9\n` }],
    check(file, report) {
      for (const { keyword, words, commands, start, end } of instructionsOf(file)) {
        const isExposed = keyword === 'EXPOSE' && words.some((word) => /^22(\/tcp)?$/.test(word));
        const isInstalled = commands.some(
          ({ words: all }) =>
            all.some((word) => /^openssh-server\b|^dropbear\b/.test(word)) &&
            all.some((word) => word === 'install' || word === 'add'),
        );
        if (isExposed || isInstalled)
          report({ start, end, message: isExposed ? 'Port 22 is exposed' : 'An SSH server is installed' });
      }
    },
  }),
];

const secretFile =
  /(^|\/)(\.env(\.(local|production|prod|staging))?|\.git\/?|\.npmrc|\.netrc|\.pypirc|\.aws\/?|\.ssh\/?|id_(rsa|dsa|ecdsa|ed25519)|\.docker\/config\.json|credentials(\.json)?|service-account\.json|[^/]*\.(key|p12|pfx|jks|kdbx))$/i;

import { fileRule } from '../../engine/rule.ts';

export const installWithoutLock = fileRule({
  id: 'package/install-without-lock',
  title: 'Build that does not obey the lockfile',
  severity: 'low',
  confidence: 'likely',
  weakness: ['CWE-1357'],
  kind: 'security',
  what: 'A Dockerfile or a pipeline installs with a command that changes the lockfile where it does not fit, instead of stopping.',
  why: 'A build then ships versions that nobody committed, and nobody sees that it did.',
  fix: 'Use `npm ci`, `yarn install --immutable` (Yarn 1: `--frozen-lockfile`), `pnpm install --frozen-lockfile`, `bun install --frozen-lockfile`.',
  bad: [
    {
      Dockerfile: 'FROM node:24.1-slim\nCOPY package.json package-lock.json ./\nRUN npm install --omit=dev\n',
    },
    { '.github/workflows/ci.yml': 'jobs:\n  test:\n    steps:\n      - run: yarn install && yarn test\n' },
  ],
  good: [
    { Dockerfile: 'FROM node:24.1-slim\nRUN npm ci --omit=dev && npm install --global pm2@5.4.0\n' },
    { Dockerfile: 'FROM node:24.1-slim\nRUN npm install pm2@5.4.0\n# RUN npm install\n' },
    {
      '.github/workflows/ci.yml':
        'jobs:\n  test:\n    steps:\n      - run: yarn install --immutable\n      - name: npm install and test\n        run: npm ci\n',
    },
  ],
  references: ['https://docs.npmjs.com/cli/v11/commands/npm-ci'],
  wants: ['dockerfile', 'workflow', 'pipeline'],
  check(file, report) {
    for (const match of file.text.matchAll(install)) {
      const before = file.text.slice(file.text.lastIndexOf('\n', match.index) + 1, match.index);
      const words = match[2] ?? '';
      if (/^\s*#|^\s*(-\s+)?name:|echo\b/.test(before) || names(words) || obeys.test(words)) continue;
      report({
        start: match.index,
        end: match.index + match[0].length,
        message: `\`${match[0].trim()}\` changes the lockfile where it does not fit`,
      });
    }
  },
});

/** pnpm obeys its lockfile by itself where `CI` is set. */
const install =
  /(?<![\w./-])(npm (?:install|i)|yarn install|bun install)(?![\w-])((?:[ \t]{1,9}[^\s;&|"'`#]{1,200}){0,20})/g;
const obeys = /--(immutable|frozen-lockfile|global|location=global|package-lock-only|no-save)\b|(^|\s)-g\b/;

/** Does the command name packages to add, rather than install the project? */
const names = (words: string): boolean =>
  words
    .trim()
    .split(/\s+/)
    .some((word) => word !== '' && !word.startsWith('-') && !word.startsWith('\\'));

import { basename } from 'node:path/posix';
import type { SourceFile } from '../../engine/file.ts';
import type { Project } from '../../engine/project.ts';
import { projectRule } from '../../engine/rule.ts';

export const installWithoutLock = projectRule({
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
      'package-lock.json': '{"lockfileVersion": 3}\n',
    },
    {
      '.github/workflows/ci.yml': 'jobs:\n  test:\n    steps:\n      - run: yarn install && yarn test\n',
      'yarn.lock': '# yarn lockfile v1\n',
    },
    {
      Dockerfile: 'FROM node:24.1-slim\nRUN yarn install\n',
      'yarn.lock': '__metadata:\n  version: 8\n',
    },
  ],
  good: [
    {
      Dockerfile: 'FROM node:24.1-slim\nRUN npm ci --omit=dev && npm install --global pm2@5.4.0\n',
      'package-lock.json': '{"lockfileVersion": 3}\n',
    },
    {
      Dockerfile: 'FROM node:24.1-slim\nRUN npm install pm2@5.4.0\n# RUN npm install\n',
      'package-lock.json': '{"lockfileVersion": 3}\n',
    },
    { Dockerfile: 'FROM node:24.1-slim\nRUN npm install\n', 'package.json': '{"name": "library"}\n' },
    {
      '.github/workflows/ci.yml':
        'jobs:\n  test:\n    steps:\n      - run: yarn install --immutable\n      - name: npm install and test\n        run: npm ci\n',
      'package-lock.json': '{"lockfileVersion": 3}\n',
      'yarn.lock': '# yarn lockfile v1\n',
    },
    {
      '.github/workflows/ci.yml': 'jobs:\n  test:\n    steps:\n      - run: yarn install\n',
      'yarn.lock': '__metadata:\n  version: 8\n',
    },
  ],
  references: ['https://docs.npmjs.com/cli/v11/commands/npm-ci'],
  checkProject(project, report) {
    for (const file of project.filesOf('dockerfile', 'workflow', 'pipeline'))
      for (const { manager, command, start } of installsIn(file))
        if (isLocked(project, manager, file))
          report(file, {
            start,
            end: start + command.length,
            message: `\`${command.trim()}\` changes the lockfile where it does not fit`,
          });
  },
});

interface Install {
  readonly manager: string;
  readonly command: string;
  readonly start: number;
}

/** Commands that install the project, whatever its lockfile says. */
function installsIn({ text }: SourceFile): Install[] {
  return [...text.matchAll(install)].flatMap((match) => {
    const before = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
    const words = match[3] ?? '';
    if (/^\s*#|^\s*(-\s+)?name:|echo\b/.test(before) || names(words) || obeys.test(words)) return [];
    return [{ manager: match[1] ?? match[2] ?? '', command: match[0], start: match.index }];
  });
}

/** pnpm obeys its lockfile by itself where `CI` is set. */
const install =
  /(?<![\w./-])(?:(npm) (?:install|i)|(yarn|bun) install)(?![\w-])((?:[ \t]{1,9}[^\s;&|"'`#]{1,200}){0,20})/g;
const obeys = /--(immutable|frozen-lockfile|global|location=global|package-lock-only|no-save)\b|(^|\s)-g\b/;

const locksOf: Readonly<Record<string, readonly string[]>> = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json'],
  yarn: ['yarn.lock'],
  bun: ['bun.lock', 'bun.lockb'],
};

/** Is there a lockfile to obey? A library that keeps none is another rule's, and Yarn 2 obeys where `CI` is set. */
function isLocked(project: Project, manager: string, file: SourceFile): boolean {
  const locks = project.paths.filter((path) => locksOf[manager]?.includes(basename(path)));
  if (manager !== 'yarn' || file.type === 'dockerfile') return locks.length > 0;
  return locks.some((path) => !/^__metadata:/m.test(project.file(path)?.text ?? ''));
}

/** Does the command name packages to add, rather than install the project? */
const names = (words: string): boolean =>
  words
    .trim()
    .split(/\s+/)
    .some((word) => word !== '' && !word.startsWith('-') && !word.startsWith('\\'));

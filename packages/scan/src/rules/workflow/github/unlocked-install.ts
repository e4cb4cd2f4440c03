import { stepsWith } from '../examples.ts';
import { stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

/** A command that installs, up to the end of its part of the line. */
const install =
  /(?:^|[\s;&|(])((?:npm\s+(?:install|i|add|isntall|in)|(?:pnpm|yarn|bun)\s+(?:global\s+)?add|(?:pnpm|bun)\s+(?:install|i)|gem\s+(?:install|i)|bundle\s+add|(?:pipx|uv\s+tool|cargo)\s+install|go\s+install|pip3?\s+install|python3?\s+-m\s+pip\s+install|uv\s+pip\s+install))\s([^\n;&|]{1,400})/gm;

export const unlockedInstall = workflowRule({
  id: 'workflow/unlocked-install',
  title: 'Package installed past the lockfile',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-829', 'CWE-1357'],
  what: 'A script installs a package by its name (`npm install tool`, `gem install tool`, `pip install tool`).',
  why: 'It, or what it depends on, is whatever was published last: a poisoned release runs with the token of the job within the hour.',
  fix: 'Add it to the manifest, commit the lockfile, and install from that (`npm ci`, `bundle install`, `uv sync`, `pip install --require-hashes`).',
  aliases: ['adhoc-packages'],
  bad: [
    stepsWith('- run: npm install -g lerna'),
    stepsWith('- run: |', '    cd a', '    gem install rake --no-document'),
    stepsWith('- run: python -m pip install --upgrade tox'),
  ],
  good: [
    stepsWith('- run: npm ci && npm install --no-fund && npm i ./local && npm install file:../a'),
    stepsWith('- run: |', '    # npm install lerna', '    pnpm i --filter docs'),
    stepsWith('- run: bundle install', '- run: gem install --help'),
    stepsWith(
      '- run: pip install -r requirements.txt',
      '- run: pip install -e .[test]',
      '- run: pip install --require-hashes -r a.txt tool',
      '- run: pip install --upgrade pip setuptools wheel',
      '- run: pip install --find-links dist/ dist/a-1.0 && npm i -g npm@11.6.0',
    ),
    stepsWith(
      '- run: go install ./cmd/a && go install example.org/b@v1.2.3',
      '- run: cargo install --path . --locked',
    ),
  ],
  references: ['https://docs.npmjs.com/cli/commands/npm-ci'],
  find(workflow, report) {
    for (const { run } of stepsOf(workflow)) {
      const names = run ? [...joined(run.text).matchAll(install)].flatMap(packageOf) : [];
      if (names[0] !== undefined)
        report(
          run,
          names.length === 1
            ? `\`${names[0]}\` comes without a lock`
            : `${names.length} packages come without a lock`,
        );
    }
  },
});

/** Lines that end in a backslash, a caret or a back tick go on; comments install nothing. */
const joined = (script: string): string =>
  script.replace(/[\\^`][ \t]*\r?\n[ \t]*/g, ' ').replace(/^[ \t]*#[^\n]*/gm, '');

const locking = /^(--require-hashes|--help|-h|--path|--locked|-r|-c|--requirement|-e|--editable|--dry-run)$/;
/** Options whose value stands behind them. */
const valued =
  /^(-C|-F|-w|-v|-i|--filter|--prefix|--registry|--workspace|--tag|--version|--index-url|--extra-index-url|--find-links|--python|--target)$/;

/** What is installed, when it is named, and nothing locks it. */
function packageOf([, command = '', rest = '']: readonly string[]): string[] {
  const words = rest.split(/\s+#/, 1)[0]?.trim().split(/\s+/) ?? [];
  if (words.some((word) => locking.test(word))) return [];
  const found = words.find(
    (word, at) =>
      /^["']?@?[a-z]/i.test(word) &&
      !valued.test(words[at - 1] ?? '') &&
      !/^["']?(file|link|workspace|https?|git\+?\w*):|\.(tgz|whl|gem|zip|tar\.gz)["']?$/.test(word) &&
      !isSettled(command, word),
  );
  return found === undefined ? [] : [found.replaceAll(/["']/g, '')];
}

/** A version of a Go module is fixed with all it is made of; what installs comes with the runner and is renewed first. */
function isSettled(command: string, word: string): boolean {
  // Without a version it is the one of `go.mod`.
  if (command.startsWith('go')) return !/@(latest|main|master)\b/.test(word);
  // npm carries all that it is made of.
  if (command.startsWith('npm')) return /^["']?npm@\d+\.\d+\.\d+["']?$/.test(word);
  return (
    /^(pip3?|python3?|uv pip)\b/.test(command) &&
    /[/\\]|^["']?(pip|setuptools|wheel|uv|virtualenv|build)\b/.test(word)
  );
}

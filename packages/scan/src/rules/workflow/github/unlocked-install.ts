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
    stepsWith('- run: bundle install', '- run: gem install --help'),
    stepsWith(
      '- run: pip install -r requirements.txt',
      '- run: pip install -e .[test]',
      '- run: pip install --require-hashes -r a.txt tool',
      '- run: pip install --upgrade pip setuptools wheel',
    ),
    stepsWith('- run: go install ./cmd/a', '- run: cargo install --path . --locked'),
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

/** Lines that end in a backslash, a caret or a back tick go on. */
const joined = (script: string): string => script.replace(/[\\^`][ \t]*\r?\n[ \t]*/g, ' ');

/** What is installed, when it is named, and nothing locks it. */
function packageOf([, command = '', rest = '']: readonly string[]): string[] {
  const words = rest.split(/\s+#/, 1)[0]?.trim().split(/\s+/) ?? [];
  if (
    words.some((word) =>
      /^(--require-hashes|--help|-h|--path|--locked|-r|-c|--requirement|-e|--editable|--dry-run)$/.test(word),
    )
  )
    return [];
  const isPython = /pip/.test(command) && !/^pipx/.test(command);
  const found = words.find(
    (word) =>
      /^["']?@?[a-z]/i.test(word) &&
      !/^["']?(file|link|workspace|https?|git\+?\w*):|\.(tgz|whl|gem|zip|tar\.gz)["']?$|^["']?\$/.test(
        word,
      ) &&
      // What installs comes with the runner, and is renewed first.
      !(isPython && /^["']?(pip|setuptools|wheel|uv|virtualenv|build)\b/.test(word)) &&
      !(command.startsWith('npm') && /^["']?(npm|corepack)(@|["']?$)/.test(word)),
  );
  return found === undefined ? [] : [found.replaceAll(/["']/g, '')];
}

import { type FileRule, fileRule } from '../../engine/rule.ts';
import { declaredNames, dockerfile, instructionsOf, lineageOf } from './dockerfile.ts';
import { isFlag, runs, type ShellCommand } from './shell.ts';

/** How a package manager installs, and what of its arguments is a package whose version is left open. */
interface Manager {
  readonly name: string;
  readonly alias: string;
  readonly title: string;
  readonly programs: readonly string[];
  readonly example: string;
  readonly pinned: string;
  /** The arguments that name packages, flags and their values taken out; null when the command installs nothing by name. */
  packages(words: readonly string[]): readonly string[] | null;
  /** `resolved`: variables the stage declares count as a digit, others as nothing. */
  isOpen(name: string, resolved: string, words: readonly string[]): boolean;
}

/** A rule a package manager: an install that names a package without its version. */
export const pinningRules: readonly FileRule[] = managers().map((manager) =>
  fileRule({
    id: `image/unpinned-${manager.name}`,
    title: manager.title,
    severity: 'low',
    confidence: 'certain',
    weakness: ['CWE-1357'],
    kind: 'security',
    what: `An image installs packages with \`${manager.programs[0]}\` without naming their versions.`,
    why: 'Each build may get others, with other bugs; nobody chose them and nobody can repeat the build.',
    fix: `Name the version: \`${manager.pinned}\`.`,
    aliases: [manager.alias],
    bad: [{ Dockerfile: `FROM debian:12.1\nRUN ${manager.example}\n` }],
    good: [{ Dockerfile: `FROM debian:12.1\nRUN ${manager.pinned}\n` }],
    wants: ['dockerfile'],
    check(file, report) {
      const stages = file.tree(dockerfile);
      const argumentsOfAll = instructionsOf(file).filter(({ keyword }) => keyword === 'ARG');
      for (const stage of stages) {
        const set = lineageOf(stages, stage).flatMap(({ instructions }) => [...instructions]);
        const declared = new Set([...argumentsOfAll, ...set].flatMap(declaredNames));
        for (const { commands, start, end } of stage.instructions)
          for (const open of openIn(commands, manager, declared))
            report({
              start,
              end,
              message: `${open.map((name) => `\`${name}\``).join(', ')} ${open.length === 1 ? 'has' : 'have'} no version`,
            });
      }
    },
  }),
);

function openIn(
  commands: readonly ShellCommand[],
  manager: Manager,
  declared: ReadonlySet<string>,
): string[][] {
  const resolve = (name: string) =>
    name.replace(/\$\{?(\w+)\}?/g, (_, variable: string) => (declared.has(variable) ? '1' : ''));
  return commands
    .filter((command) => isProgram(command, manager) || isModule(command, manager))
    .map((command) => {
      const words = moduleArguments(command);
      return (manager.packages(words) ?? []).filter(
        (name) => !/^`|\$\(/.test(name) && manager.isOpen(name, resolve(name), words),
      );
    })
    .filter((open) => open.length > 0);
}

/** By any path, and by the version in its name: `pip3.13`. */
const isProgram = ({ words: [program = '', ...rest] }: ShellCommand, { programs }: Manager): boolean =>
  runs({ words: [program.replace(/(\d)\.\d+$/, '$1'), ...rest], pipedInto: null }, ...programs);

/** `python -m pip install` */
const isModule = ({ words }: ShellCommand, { programs }: Manager): boolean =>
  /(^|\/)python[\d.]*$/.test(words[0] ?? '') && words[1] === '-m' && programs.includes(words[2] ?? '');

const moduleArguments = ({ words }: ShellCommand): string[] =>
  words[1] === '-m' ? words.slice(3) : words.slice(1);

/** Groups are named, never versioned. */
const rpmPackages = (
  words: readonly string[],
  verbs: readonly string[],
  valued: readonly string[],
): string[] | null =>
  words.includes('group') || words.includes('groupinstall') ? null : operands(words, verbs, valued);

/** What follows a verb, without flags and the values of those that take one. */
function operands(
  words: readonly string[],
  verbs: readonly string[],
  valued: readonly string[] = [],
): string[] | null {
  const plain: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (valued.includes(word)) at++;
    else if (/^\d*[<>]/.test(word)) at += /[<>]$/.test(word) ? 1 : 0;
    else if (!isFlag(word)) plain.push(word);
  }
  const verb = plain.findIndex((word) => verbs.includes(word));
  return verb === -1 ? null : plain.slice(verb + 1);
}

/** Red Hat's names carry dashes of their own: a version is a dash and a digit, or a variable. */
const isOpenRpm = (name: string): boolean => name !== '' && !/-\d|\.rpm$|^[@/]|:\d|^https?:/.test(name);

function managers(): Manager[] {
  return [
    {
      name: 'apt',
      alias: 'DL3008',
      title: 'Debian packages without versions',
      programs: ['apt-get', 'apt', 'aptitude'],
      example: 'apt-get update && apt-get install -y curl',
      pinned: 'apt-get update && apt-get install -y curl=8.14.1-2',
      packages: (words) =>
        operands(
          words,
          ['install'],
          ['-t', '--target-release', '-o', '-c', '--default-release', '--config-file'],
        ),
      isOpen: (name) => !/[=/]|\.deb$/.test(name) && !/^\$\{?\w+\}?$/.test(name),
    },
    {
      name: 'apk',
      alias: 'DL3018',
      title: 'Alpine packages without versions',
      programs: ['apk'],
      example: 'apk add --no-cache curl',
      pinned: 'apk add --no-cache curl=8.14.1-r1',
      packages: (words) =>
        operands(
          words,
          ['add'],
          [
            '-t',
            '--virtual',
            '--repository',
            '-X',
            '-p',
            '--root',
            '--wait',
            '--keys-dir',
            '--repositories-file',
            '--arch',
            '--cache-dir',
            '--cache-max-age',
            '--progress-fd',
          ],
        ),
      isOpen: (name) => !/[=<>~]|\.apk$/.test(name) && !/^\$\{?\w+\}?$/.test(name),
    },
    {
      name: 'pip',
      alias: 'DL3013',
      title: 'Python packages without versions',
      programs: ['pip', 'pip2', 'pip3', 'pipx'],
      example: 'pip install requests',
      pinned: 'pip install requests==2.32.5',
      packages: pipPackages,
      isOpen: (name) => {
        if (/^git\+/.test(name)) return !/@[^/@]+(#|$)/.test(name.replace(/^git\+\w+:\/\/[^/]*/, ''));
        if (/^\$\{?\w+\}?$|^https?:/.test(name)) return false;
        return !/==|[<>~!]=?|@[^/]*$|^\.|[/\\]|\.(whl|tar\.gz|zip|tgz)$/.test(name.replace(/\[[^\]]*\]/, ''));
      },
    },
    {
      name: 'npm',
      alias: 'DL3016',
      title: 'Node packages without versions',
      programs: ['npm'],
      example: 'npm install -g express',
      pinned: 'npm install -g express@5.1.0',
      packages: (words) =>
        operands(
          words,
          ['install', 'i', 'add'],
          ['--loglevel', '--prefix', '--registry', '-C', '--cache', '--userconfig'],
        ),
      isOpen: isOpenNpm,
    },
    {
      name: 'gem',
      alias: 'DL3028',
      title: 'Ruby gems without versions',
      programs: ['gem'],
      example: 'gem install bundler',
      pinned: 'gem install bundler:2.7.2',
      packages: (words) =>
        words.some((word) => /^(-v|--version)(=|$)/.test(word))
          ? null
          : operands(
              words.includes('--') ? words.slice(0, words.indexOf('--')) : words,
              ['install', 'i'],
              [
                '-i',
                '--install-dir',
                '-n',
                '--bindir',
                '--platform',
                '-s',
                '--source',
                '--without',
                '--document',
                '-P',
                '--trust-policy',
              ],
            ),
      isOpen: (name) => !/:[\w.$]|\.gem$|^\$|^(true|false)$/.test(name),
    },
    {
      name: 'yum',
      alias: 'DL3033',
      title: 'Packages without versions (yum)',
      programs: ['yum'],
      example: 'yum install -y httpd',
      pinned: 'yum install -y httpd-2.4.62',
      packages: (words) =>
        rpmPackages(
          words,
          ['install', 'localinstall', 'reinstall'],
          ['-c', '-d', '-e', '--enablerepo', '--disablerepo', '--installroot'],
        ),
      isOpen: (_, resolved) => isOpenRpm(resolved),
    },
    {
      name: 'dnf',
      alias: 'DL3041',
      title: 'Packages without versions (dnf)',
      programs: ['dnf', 'microdnf'],
      example: 'dnf install -y httpd',
      pinned: 'dnf install -y httpd-2.4.62',
      packages: (words) =>
        rpmPackages(
          words,
          ['install', 'in', 'localinstall', 'reinstall', 'rei'],
          [
            '-c',
            '-d',
            '-e',
            '--enablerepo',
            '--disablerepo',
            '--installroot',
            '--setopt',
            '--releasever',
            '--repo',
          ],
        ),
      isOpen: (_, resolved) => isOpenRpm(resolved),
    },
    {
      name: 'zypper',
      alias: 'DL3037',
      title: 'Packages without versions (zypper)',
      programs: ['zypper'],
      example: 'zypper install -y tomcat',
      pinned: 'zypper install -y tomcat=9.0.1',
      packages: (words) => operands(words, ['install', 'in'], ['-r', '--repo', '-t', '--type', '--from']),
      isOpen: (name) => !/[=<>]|\.rpm$|^\$/.test(name),
    },
    {
      name: 'go',
      alias: 'DL3062',
      title: 'Go programs without versions',
      programs: ['go'],
      example: 'go install example.com/tool',
      pinned: 'go install example.com/tool@v1.2.3',
      packages: (words) =>
        operands(
          words,
          ['install', 'get', 'run'].filter((verb) => words.includes(verb)),
          ['-ldflags', '-tags', '-mod', '-p', '-asmflags', '-gcflags', '-buildmode', '-C', '-o'],
        ),
      isOpen: (name, _, words) =>
        // What comes with Go, or lies in the folder, has no version.
        /@latest$/.test(name) ||
        ((words.includes('-tool') || /^[\w-]+(\.[\w-]+)+\//.test(name)) &&
          !name.includes('@') &&
          !/\.go$/.test(name)),
    },
  ];
}

function isOpenNpm(name: string): boolean {
  if (/^(\.|\/|~|https?:|file:)|\.(tgz|tar\.gz|tar)$|^\$\{?\w+\}?$/.test(name)) return false;
  // A repository: folders begin with a dot or a slash.
  if (/^(git(\+|:)|github:|[^@/$]+\/)/.test(name)) return !name.includes('#');
  return !/.@./.test(name);
}

function pipPackages(words: readonly string[]): readonly string[] | null {
  if (words.some((word) => /^(-r|--requirement|-c|--constraint|-e|--editable)(=|$)|^-r\S/.test(word)))
    return null;
  return operands(
    words,
    ['install'],
    [
      '-i',
      '--index-url',
      '--extra-index-url',
      '--trusted-host',
      '-t',
      '--target',
      '--prefix',
      '--root',
      '--proxy',
      '--timeout',
      '--retries',
      '--cache-dir',
      '--log',
      '-f',
      '--find-links',
      '--platform',
      '--python-version',
      '--implementation',
      '--abi',
      '--progress-bar',
      '--upgrade-strategy',
      '--global-option',
      '--install-option',
      '--only-binary',
      '--no-binary',
      '--src',
      '-b',
      '--build',
      '--cert',
      '--client-cert',
      '--exists-action',
      '--config-settings',
      '--use-feature',
      '--use-deprecated',
      '--root-user-action',
      '--report',
    ],
  );
}

import type { Family } from './engine/family.ts';
import { SourceFile } from './engine/file.ts';
import type { Example, RuleCard } from './engine/rule.ts';
import { helpMarkdown, helpText } from './rule-help.ts';
import { secretFamily } from './rules/secret/family.ts';

/** A rule for a terminal: `--explain`. */
export function ruleText(rule: RuleCard): string {
  return [
    `${rule.id}: ${rule.title}`,
    `severity ${rule.severity}, confidence ${rule.confidence}, ${rule.weakness.join(', ') || 'no weakness'}, ${rule.kind}${rule.optional ? ', off by default' : ''}`,
    '',
    helpText(rule),
    '',
    'Found:',
    ...rule.bad.slice(0, 3).map((example) => indented(shown(rule, example))),
    '',
    'Not found:',
    ...rule.good.slice(0, 3).map((example) => indented(shown(rule, example))),
    ...(rule.references?.length ? ['', ...rule.references] : []),
    '',
  ].join('\n');
}

/** `docs/rules/<family>.md`: every rule of a family, in the order of their names. */
export const familyPage = ({ name, rules }: Family): string =>
  [`# ${name}`, ...byId(rules).map(ruleMarkdown)].join('\n\n').concat('\n');

/** `docs/rules/README.md`: all rules in one table a family. */
export function indexPage(families: readonly Family[]): string {
  const count = families.reduce((sum, { rules }) => sum + rules.length, 0);
  const tables = families
    .filter(({ rules }) => rules.length > 0)
    .map(({ name, rules }) =>
      [
        `## [${name}](${name}.md)`,
        '',
        '| rule | finds | severity | confidence |',
        '|---|---|---|---|',
        ...byId(rules).map(
          ({ id, title, severity, confidence, optional }) =>
            `| [${id}](${name}.md#${anchorOf(id)}) | ${title} | ${severity} | ${confidence}${optional ? ', off by default' : ''} |`,
        ),
      ].join('\n'),
    );
  const how =
    'Generated from the rules themselves. `bugheist scan --explain RULE` shows the same in a terminal; hits of confidence `review` never fail a build.';
  return [`# ${count} rules`, how, ...tables].join('\n\n').concat('\n');
}

const byId = (rules: readonly RuleCard[]): RuleCard[] => [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));

/** As GitHub makes anchors of headings. */
const anchorOf = (id: string): string =>
  id
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');

function ruleMarkdown(rule: RuleCard): string {
  const facts = [
    `severity **${rule.severity}**`,
    `confidence **${rule.confidence}**`,
    ...rule.weakness.map((cwe) => `[${cwe}](https://cwe.mitre.org/data/definitions/${cwe.slice(4)}.html)`),
    ...(rule.kind === 'security' ? [] : [rule.kind]),
    ...(rule.aliases?.length ? [`also known as ${rule.aliases.join(', ')}`] : []),
    ...(rule.optional ? ['off by default'] : []),
  ];
  return [
    `## ${rule.id}`,
    `**${rule.title}** · ${facts.join(' · ')}`,
    helpMarkdown(rule),
    ...rule.bad.slice(0, examplesShown(rule)).map((example) => fenced('Found', rule, example)),
    ...rule.good.slice(0, examplesShown(rule)).map((example) => fenced('Not found', rule, example)),
  ].join('\n\n');
}

/** Four hundred kinds of secret differ in little but their form. */
const examplesShown = (rule: RuleCard): number => (rule.id.startsWith('secret/') ? 1 : 2);

function fenced(label: string, rule: RuleCard, example: Example): string {
  const blocks = Object.entries(example).map(([path, content]) => {
    const fence = content.includes('```') ? '~~~~' : '```';
    return `\`${path}\`\n\n${fence}${languageOf(path)}\n${cut(veiled(rule, path, content))}\n${fence}`;
  });
  return `${label}: ${blocks.join('\n\n')}`;
}

const shown = (rule: RuleCard, example: Example): string =>
  Object.entries(example)
    .map(([path, content]) => `# ${path}\n${cut(veiled(rule, path, content))}`)
    .join('\n');

/** Stand-ins for secrets look real on purpose; a page with them would set off every other scanner. */
function veiled(rule: RuleCard, path: string, content: string): string {
  if (!rule.id.startsWith('secret/')) return content;
  const secrets: string[] = [];
  secretFamily.checkFile(
    new SourceFile(path, content),
    (_, __, { secret }) => secrets.push(secret ?? ''),
    () => undefined,
  );
  return secrets
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, `${secret.slice(0, 8)}…`), content);
}

const cut = (content: string): string => {
  // What turns the direction of writing is spelled out: a reader would not see it.
  const visible = content.replaceAll(
    /\p{Bidi_Control}/gu,
    (control) => `\\u${control.charCodeAt(0).toString(16)}`,
  );
  const lines = visible.trimEnd().split('\n');
  return lines.length > 24 ? [...lines.slice(0, 24), '…'].join('\n') : lines.join('\n');
};

const indented = (text: string): string => text.replace(/^/gm, '  ');

const languageOf = (path: string): string =>
  path.endsWith('Dockerfile')
    ? 'dockerfile'
    : /(^|\/)\.env/.test(path)
      ? 'sh'
      : (/\.([a-z]+)$/.exec(path)?.[1] ?? '');

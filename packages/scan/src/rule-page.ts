import type { Example, RuleCard } from './engine/rule.ts';

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

export const helpText = ({ what, why, fix }: RuleCard): string => `${what}\n${why}\nFix: ${fix}`;

export const helpMarkdown = ({ what, why, fix, references }: RuleCard): string =>
  [what, `**Why:** ${why}`, `**Fix:** ${fix}`, ...(references ?? []).map((url) => `<${url}>`)].join('\n\n');

/** A rule's section in `docs/rules/<family>.md`. */
export function ruleMarkdown(rule: RuleCard): string {
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
    ...rule.bad.slice(0, 2).map((example) => fenced('Found', rule, example)),
    ...rule.good.slice(0, 2).map((example) => fenced('Not found', rule, example)),
  ].join('\n\n');
}

function fenced(label: string, rule: RuleCard, example: Example): string {
  const blocks = Object.entries(example).map(([path, content]) => {
    const fence = content.includes('```') ? '~~~~' : '```';
    return `\`${path}\`\n\n${fence}${languageOf(path)}\n${cut(veiled(rule, content))}\n${fence}`;
  });
  return `${label}: ${blocks.join('\n\n')}`;
}

const shown = (rule: RuleCard, example: Example): string =>
  Object.entries(example)
    .map(([path, content]) => `# ${path}\n${cut(veiled(rule, content))}`)
    .join('\n');

/** Stand-ins for secrets look real on purpose; a page with them would set off every other scanner. */
const veiled = (rule: RuleCard, content: string): string =>
  rule.id.startsWith('secret/')
    ? content.replace(/[A-Za-z0-9+/=_.~$-]{12,}/g, (long) =>
        /\d/.test(long) ? `${long.slice(0, 6)}…` : long,
      )
    : content;

const cut = (content: string): string => {
  const lines = content.trimEnd().split('\n');
  return lines.length > 24 ? [...lines.slice(0, 24), '…'].join('\n') : lines.join('\n');
};

const indented = (text: string): string => text.replace(/^/gm, '  ');

const languageOf = (path: string): string =>
  path.endsWith('Dockerfile') ? 'dockerfile' : (/\.([a-z]+)$/.exec(path)?.[1] ?? '');

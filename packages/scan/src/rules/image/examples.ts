import type { Example } from '../../engine/rule.ts';

/** A Compose file with one service of these lines. */
export const serviceWith = (...lines: readonly string[]): Example => ({
  'compose.yaml': `services:\n  web:\n${lines.map((line) => `    ${line}\n`).join('')}`,
});

/** A manifest of a pod with one container of these lines. */
export const containerWith = (...lines: readonly string[]): Example =>
  podWith('containers:', '  - name: web', ...lines.map((line) => `    ${line}`));

/** A manifest of a pod with these lines in its `spec`. */
export const podWith = (...lines: readonly string[]): Example =>
  resourceOf('v1', 'Pod', 'spec:', ...lines.map((line) => `  ${line}`));

/** A manifest of any resource. */
export const resourceOf = (apiVersion: string, kind: string, ...lines: readonly string[]): Example => ({
  'web.yaml': `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: web\n${lines.map((line) => `${line}\n`).join('')}`,
});

import type { Example } from '../../engine/rule.ts';

/** A workflow file of this text. */
export const workflowWith = (...lines: readonly string[]): Example => ({
  '.github/workflows/ci.yml': lines.map((line) => `${line}\n`).join(''),
});

/** A workflow that is started by an event and runs these steps. */
export const stepsOn = (event: string, ...lines: readonly string[]): Example =>
  workflowWith(
    `on: ${event}`,
    'permissions: {}',
    'jobs:',
    '  test:',
    '    runs-on: ubuntu-24.04',
    '    steps:',
    ...lines.map((line) => `      ${line}`),
  );

export const stepsWith = (...lines: readonly string[]): Example => stepsOn('push', ...lines);

/** A job of these lines. */
export const jobWith = (...lines: readonly string[]): Example =>
  workflowWith(
    'on: push',
    'permissions: {}',
    'jobs:',
    '  test:',
    '    runs-on: ubuntu-24.04',
    ...lines.map((line) => `    ${line}`),
  );

export const sha = 'a'.repeat(40);

/** The address of the secure use reference that most rules go back to. */
export const secureUse = ['https://docs.github.com/actions/reference/security/secure-use'];

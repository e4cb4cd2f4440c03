import { fileRule } from '../../../engine/rule.ts';
import { declarationsOf, dockerfile } from '../dockerfile.ts';

export const namedUser = fileRule({
  id: 'image/named-user',
  title: 'User by name',
  severity: 'low',
  confidence: 'certain',
  weakness: ['CWE-250'],
  kind: 'security',
  optional: true,
  what: 'The image ends with a `USER` that is a name.',
  why: 'Kubernetes cannot tell whether a name is root, and refuses to start it under `runAsNonRoot`, which people then switch off.',
  fix: 'Write the number: `USER 10001`.',
  aliases: ['DL3066'],
  bad: [
    { Dockerfile: 'FROM debian:12.1\nUSER app\n' },
    { Dockerfile: 'FROM debian:12.1\nENV APP=node\nUSER $APP\n' },
  ],
  good: [
    { Dockerfile: 'FROM debian:12.1\nUSER 10001:10001\n' },
    { Dockerfile: 'FROM debian:12.1\nUSER $APP\n' },
  ],
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { instructions } of file.tree(dockerfile).slice(-1)) {
      const last = instructions.findLast(({ keyword }) => keyword === 'USER');
      const [, variable] = /^\$\{?(\w+)\}?(?::|$)/.exec(last?.words[0] ?? '') ?? [];
      const declared = instructions.flatMap(declarationsOf).findLast(({ name }) => name === variable);
      const user = declared?.value ?? last?.words[0] ?? '';
      if (last && /^[A-Za-z_]/.test(user))
        report({
          start: last.start,
          end: last.end,
          message: `\`${user}\` may be root, for all Kubernetes knows`,
        });
    }
  },
});

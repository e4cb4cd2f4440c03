import { fileRule } from '../../../engine/rule.ts';
import { at } from '../../../yaml/yaml.ts';
import { composeFile, variablesOf } from '../compose.ts';
import { literalSecretOf } from '../container/credential.ts';
import { serviceWith } from '../examples.ts';

export const secretBuildArgument = fileRule({
  id: 'image/secret-build-argument',
  title: 'Secret as build argument of a service',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-538'],
  kind: 'security',
  what: 'A service is built with an argument that is named like a secret, its value written out.',
  why: 'Whoever reads the repository has it, and so has whoever can pull the image: `docker history` shows it.',
  fix: 'Pass it with `build.secrets` and `RUN --mount=type=secret,…`.',
  bad: [serviceWith('build:', '  context: .', '  args:', '    NPM_TOKEN: npm_8f2Jq')],
  good: [
    serviceWith('build:', '  context: .', '  args:', '    NODE_VERSION: "24"'),
    serviceWith('build:', '  context: .', '  secrets: [npm]'),
  ],
  references: ['https://docs.docker.com/build/building/secrets/'],
  wants: ['compose'],
  check(file, report) {
    for (const { name, yaml } of file.tree(composeFile).services)
      for (const variable of variablesOf(at(yaml, 'build', 'args'))) {
        const secret = literalSecretOf(variable);
        if (secret !== null)
          report({
            start: variable.start,
            end: variable.end,
            message: `\`${variable.name}\` stays in the image of \`${name}\``,
            evidence: variable.name,
            identity: `${name} ${variable.name}`,
            secret,
          });
      }
  },
});

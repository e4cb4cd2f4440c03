import { fileRule } from '../../../engine/rule.ts';
import { at, isTrue, textOf, textsOf } from '../../../yaml/yaml.ts';
import { composeFile } from '../compose.ts';
import { serviceWith } from '../examples.ts';

export const insecureBuild = fileRule({
  id: 'image/insecure-build',
  title: 'Service that is built without isolation',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-250'],
  kind: 'security',
  what: 'A service is built `privileged`, in the network of the host, or with the entitlement `security.insecure`.',
  why: 'What the build downloads runs with all capabilities on, or in the network of, the machine that builds.',
  fix: 'Take it out, or do the step outside of the build.',
  bad: [
    serviceWith('build:', '  context: .', '  privileged: true'),
    serviceWith('build:', '  context: .', '  network: host'),
  ],
  good: [serviceWith('build:', '  context: .', '  network: none')],
  references: ['https://docs.docker.com/reference/compose-file/build/'],
  wants: ['compose'],
  check(file, report) {
    for (const { name, yaml } of file.tree(composeFile).services) {
      const build = at(yaml, 'build');
      const [privileged, network] = [at(build, 'privileged'), at(build, 'network')];
      const entitlement = textsOf(at(build, 'entitlements')).find(({ text }) => text !== 'network.none');
      const bad = [isTrue(privileged) && privileged, textOf(network) === 'host' && network, entitlement];
      for (const place of bad)
        if (place)
          report({ start: place.start, end: place.end, message: `\`${name}\` is built without isolation` });
    }
  },
});

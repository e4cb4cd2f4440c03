import { containerWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

export const openDockerApi = workloadRule({
  id: 'image/open-docker-api',
  title: 'Docker that takes orders from the network',
  severity: 'critical',
  confidence: 'certain',
  weakness: ['CWE-306'],
  what: 'A container starts `dockerd` on a TCP port without certificates of its clients.',
  why: 'Whoever reaches the port starts containers with every privilege on the host.',
  fix: 'Keep to the Unix socket, or set `--tlsverify` with certificates for clients.',
  bad: [
    serviceWith('image: docker:29-dind', 'command: ["dockerd", "-H", "tcp://0.0.0.0:2375"]'),
    containerWith('args: ["--host=tcp://0.0.0.0:2375"]'),
  ],
  good: [serviceWith('image: docker:29-dind', 'command: ["dockerd", "-H", "tcp://127.0.0.1:2375"]')],
  references: ['https://docs.docker.com/engine/security/protect-access/'],
  find({ containers }, report) {
    for (const { command, name } of containers) {
      if (command.some(({ text }) => /--tlsverify(=true)?\b/.test(text))) continue;
      for (const word of command)
        if (
          /tcp:\/\/(0\.0\.0\.0|\[::\])?:\d+/.test(word.text) &&
          /dind|dockerd|--host|-H|^tcp:/.test(word.text)
        )
          report(word, `\`${name}\` takes orders from everybody who reaches the port`);
    }
  },
});

import { argument, type Call } from '../flow/call.ts';
import { judge } from '../judge.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

export const containerOfValue = pythonRule({
  id: 'python/container-of-value',
  title: 'Container started from an image that is not in the code',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-250'],
  kind: 'security',
  what: '`containers.run` or `containers.create` of Docker’s SDK gets an image, or a command, that is not in the code.',
  why: 'Whoever chooses the image runs what they like, with whatever the container is given: networks, volumes, the daemon itself.',
  fix: 'Choose the image from a list of your own, by digest, and start it with as few rights as it needs.',
  bad: [
    example(
      'import docker',
      'client = docker.from_env()',
      'def start(image):',
      '    client.containers.run(image)',
    ),
  ],
  good: [
    example('import docker', 'client = docker.from_env()', 'client.containers.run("alpine:3.20", "date")'),
  ],
  references: ['https://docker-py.readthedocs.io/en/stable/containers.html'],
  words: /\bdocker\b/,
  calls: forEach(['run', 'create'], (call: Call, look: Look) => {
    if (!/(^|\.)containers\.(run|create)$/.test(call.name)) return;
    for (const given of [argument(call, 0, 'image'), argument(call, 1, 'command')]) {
      const judged = given && judge(given.value);
      if (judged)
        return look.report(call.node, { ...judged.seen, message: `What runs here ${judged.whence}` });
    }
  }),
});

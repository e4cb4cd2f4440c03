import { containerWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

export const noMemoryLimit = workloadRule({
  id: 'image/no-memory-limit',
  title: 'Container that may use all memory',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-770'],
  optional: true,
  what: 'A container has no limit of memory.',
  why: 'One leak, or one attack on it, takes the memory of everything else on the host.',
  fix: 'Set `resources.limits.memory` (in Compose `mem_limit`).',
  aliases: ['CKV_K8S_13', 'unset-memory-requirements', 'KSV018'],
  bad: [serviceWith('image: a:1'), containerWith('resources: {requests: {memory: 64Mi}}')],
  good: [serviceWith('image: a:1', 'mem_limit: 64m'), containerWith('resources: {limits: {memory: 64Mi}}')],
  find({ containers }, report) {
    for (const { hasMemoryLimit, name, span } of containers)
      if (!hasMemoryLimit) report(span, `\`${name}\` may use all memory`);
  },
});

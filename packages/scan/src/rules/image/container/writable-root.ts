import { containerWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

export const writableRoot = workloadRule({
  id: 'image/writable-root',
  title: 'Container that may change its own programs',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-732'],
  optional: true,
  what: 'The root file system of a container is writable.',
  why: 'Whoever breaks in replaces programs and leaves tools behind for the next step.',
  fix: 'Say `readOnlyRootFilesystem: true` (in Compose `read_only: true`), with volumes where it must write.',
  aliases: ['CKV_K8S_22', 'no-read-only-root-fs', 'KSV014'],
  bad: [serviceWith('image: a:1'), containerWith('image: a:1')],
  good: [
    serviceWith('image: a:1', 'read_only: true'),
    containerWith('securityContext: {readOnlyRootFilesystem: true}'),
  ],
  find({ containers }, report) {
    for (const { hasReadOnlyRoot, name, span } of containers)
      if (!hasReadOnlyRoot) report(span, `\`${name}\` may change its own file system`);
  },
});

import { serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

const names = { user: 'user ids', uts: 'host name', cgroup: 'control groups' } as const;

export const hostNamespace = workloadRule({
  id: 'image/host-namespace',
  title: 'Container that shares more of the host',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-653'],
  what: 'A service has `userns_mode: host`, `uts: host` or `cgroup: host`.',
  why: 'It switches off what keeps root in the container from being root outside, or lets it rename and throttle the host.',
  fix: 'Take the line out.',
  bad: [serviceWith('image: a:1', 'userns_mode: host'), serviceWith('image: a:1', 'uts: host')],
  good: [serviceWith('image: a:1', 'cgroup: private')],
  references: ['https://docs.docker.com/engine/security/userns-remap/'],
  find({ hostNamespaces, name }, report) {
    for (const span of hostNamespaces)
      if (span.which in names)
        report(span, `\`${name}\` shares the ${names[span.which as keyof typeof names]} of the host`);
  },
});

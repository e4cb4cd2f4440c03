import { podWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

export const hostProcesses = workloadRule({
  id: 'image/host-processes',
  title: 'Container among the processes of the host',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-653'],
  what: 'A container shares the process list of its host.',
  why: 'It sees the command lines and environments of all processes, and can stop or debug those of its user.',
  fix: 'Take `pid: host` (`hostPID: true`) out.',
  aliases: ['CKV_K8S_17', 'host-pid', 'KSV010'],
  bad: [serviceWith('image: a:1', 'pid: host'), podWith('hostPID: true', 'containers: [{name: a}]')],
  good: [serviceWith('image: a:1', 'pid: "service:b"'), podWith('hostPID: false', 'containers: [{name: a}]')],
  find({ hostNamespaces, name }, report) {
    for (const span of hostNamespaces)
      if (span.which === 'process') report(span, `\`${name}\` sees every process of the host`);
  },
});

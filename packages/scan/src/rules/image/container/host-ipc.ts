import { podWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

export const hostIpc = workloadRule({
  id: 'image/host-ipc',
  title: 'Container in the shared memory of the host',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-653'],
  what: 'A container uses the shared memory and message queues of its host.',
  why: 'It can read and change what other programs keep there, which they trust.',
  fix: 'Take `ipc: host` (`hostIPC: true`) out; share memory between two containers with `ipc: service:…` or a volume.',
  aliases: ['CKV_K8S_18', 'host-ipc', 'KSV008'],
  bad: [serviceWith('image: a:1', 'ipc: host'), podWith('hostIPC: true', 'containers: [{name: a}]')],
  good: [serviceWith('image: a:1', 'ipc: shareable'), podWith('containers: [{name: a}]')],
  find({ hostNamespaces, name }, report) {
    for (const span of hostNamespaces)
      if (span.which === 'ipc') report(span, `\`${name}\` shares memory with the host`);
  },
});

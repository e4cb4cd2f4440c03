import { podWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';
import { isSystemFolder } from './host-system-folder.ts';
import { isRuntimeSocket } from './runtime-socket.ts';

export const hostPath = workloadRule({
  id: 'image/host-path',
  title: 'Pod with a folder of its node',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-668'],
  what: 'A pod mounts a folder of the node (`hostPath`).',
  why: 'What it writes there stays, is read by other pods, and differs from node to node.',
  fix: 'Use a `PersistentVolumeClaim`, `emptyDir` or `configMap`.',
  aliases: ['KSV023'],
  bad: [podWith('containers: [{name: a}]', 'volumes:', '  - name: s', '    hostPath: {path: /srv/a}')],
  good: [podWith('containers: [{name: a}]', 'volumes:', '  - name: s', '    emptyDir: {}')],
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/#hostpath'],
  find({ mounts, name }, report) {
    for (const mount of mounts)
      if (mount.inPod && !mount.isReadOnly && !isSystemFolder(mount.path) && !isRuntimeSocket(mount.path))
        report(mount, `\`${name}\` writes to \`${mount.path}\` of its node`);
  },
});

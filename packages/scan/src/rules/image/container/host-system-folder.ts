import { podWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

const folder =
  /^\/(?:$|(?:etc|root|boot|proc|sys|dev|usr|bin|sbin|lib|lib64|home|var|run|var\/run|var\/lib|var\/lib\/(?:docker|containerd|kubelet|etcd)|var\/log)\/?$|etc\/(?:kubernetes|ssh|shadow|passwd|sudoers|cron|systemd|pki)\b)/;

export const isSystemFolder = (path: string): boolean => folder.test(path);

export const hostSystemFolder = workloadRule({
  id: 'image/host-system-folder',
  title: 'System folder of the host in a container',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-668'],
  what: 'A container gets a folder of the system of its host: `/`, `/etc`, `/root`, `/proc`, `/var/lib/kubelet` and the like.',
  why: 'It reads keys and passwords of the host; where it may write, it takes the host over.',
  fix: 'Mount the one folder that is needed, read-only, or use a volume.',
  aliases: ['sensitive-host-mounts', 'KSV023'],
  bad: [
    serviceWith('image: a:1', 'volumes:', '  - /:/host'),
    podWith('containers: [{name: a}]', 'volumes:', '  - name: s', '    hostPath: {path: /etc}'),
  ],
  good: [
    serviceWith(
      'image: a:1',
      'volumes:',
      '  - ./etc:/etc',
      '  - /etc/localtime:/etc/localtime:ro',
      '  - data:/var/lib',
    ),
  ],
  find({ mounts, name }, report) {
    for (const mount of mounts)
      if (isSystemFolder(mount.path))
        report(
          mount,
          `\`${name}\` ${mount.isReadOnly ? 'reads' : 'may change'} \`${mount.path}\` of the host`,
          // Agents that watch a machine read these; what they may not change they cannot take over.
          mount.isReadOnly ? { severity: 'medium', confidence: 'review' } : {},
        );
  },
});

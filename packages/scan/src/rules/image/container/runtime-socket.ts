import { podWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

const socket =
  /\/(docker|containerd|crio|podman|buildkitd|dockershim|cri-dockerd)(\/[\w.-]+)*\.sock$|\/var\/run\/(docker|containerd|crio)\/?$/;

export const isRuntimeSocket = (path: string): boolean => socket.test(path);

export const runtimeSocket = workloadRule({
  id: 'image/runtime-socket',
  title: 'Socket of the container runtime in a container',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-250', 'CWE-668'],
  what: 'A container gets `docker.sock` or the socket of another container runtime.',
  why: 'Whoever talks to it starts containers with every privilege: breaking into this one is owning the host. Read-only does not help, for a socket is still spoken to.',
  fix: 'Take it out, or put a proxy before it that lets through only the calls that are needed.',
  aliases: ['CKV_K8S_27', 'docker-sock', 'KSV006'],
  bad: [
    serviceWith('image: a:1', 'volumes:', '  - /var/run/docker.sock:/var/run/docker.sock:ro'),
    podWith(
      'containers: [{name: a}]',
      'volumes:',
      '  - name: s',
      '    hostPath:',
      '      path: /run/containerd/containerd.sock',
    ),
  ],
  good: [serviceWith('image: a:1', 'volumes:', '  - ./docker.sock.md:/doc')],
  references: ['https://docs.docker.com/engine/security/protect-access/'],
  find({ mounts, name }, report) {
    for (const mount of mounts)
      if (isRuntimeSocket(mount.path))
        report(mount, `\`${name}\` commands the container runtime through \`${mount.path}\``);
  },
});

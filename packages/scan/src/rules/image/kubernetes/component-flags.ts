import type { Workload } from '../workload.ts';

/** Commands of Kubernetes' own components, `--name=value` or `--name value`. */
export interface Flag {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const components =
  /(^|\/)(kube-apiserver|kube-controller-manager|kube-scheduler|kubelet|kube-proxy|etcd|hyperkube|apiserver|cloud-controller-manager)\b/;

/** The flags of the API server, kubelet, etcd and the rest; none of other programs. */
export function componentFlagsOf({ containers }: Workload): Flag[] {
  return containers.flatMap(({ command, name }) => {
    if (!command.some(({ text }) => components.test(text)) && !components.test(name)) return [];
    return command.flatMap(({ text, start, end }, index) => {
      const [, flag, value] = /^--?([a-z][\w-]*)(?:=(.*))?$/s.exec(text) ?? [];
      if (flag === undefined) return [];
      const next = command[index + 1]?.text;
      const loose = next !== undefined && !next.startsWith('-') ? next : 'true';
      return [{ name: flag, value: value ?? loose, start, end }];
    });
  });
}

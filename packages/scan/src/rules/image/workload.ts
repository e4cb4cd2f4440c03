import type { Span } from '../../yaml/yaml.ts';

/** `CAP_` taken off, upper-case. */
export const capabilityOf = ({ text, ...span }: Span & { readonly text: string }) => ({
  ...span,
  name: text.toUpperCase().replace(/^CAP_/, ''),
});

/** A variable of a container's environment. `value` is null when it comes from elsewhere. */
export interface Variable extends Span {
  readonly name: string;
  readonly value: string | null;
}

/** A folder or file of the host that a container sees. */
export interface HostMount extends Span {
  readonly path: string;
  readonly isReadOnly: boolean;
  /** Of a pod: its node may be another one tomorrow. */
  readonly inPod: boolean;
}

export type HostNamespace = 'network' | 'process' | 'ipc' | 'user' | 'uts' | 'cgroup';

export interface Container {
  readonly name: string;
  /** The name of the service, or the container's entry. */
  readonly span: Span;
  readonly image: (Span & { readonly text: string }) | null;
  readonly variables: readonly Variable[];
  /** Entry point, command and arguments. */
  readonly command: readonly (Span & { readonly text: string })[];
  readonly privileged: Span | null;
  /** The user as written (`root`, `0`, `10001:10001`). */
  readonly user: (Span & { readonly text: string }) | null;
  readonly addedCapabilities: readonly (Span & { readonly name: string })[];
  readonly dropsCapabilities: boolean;
  /** Where seccomp, AppArmor, SELinux or the proc masks are switched off. */
  readonly unconfined: readonly (Span & { readonly what: string })[];
  /** Where gaining privileges is allowed in so many words. */
  readonly escalation: Span | null;
  readonly cannotEscalate: boolean;
  readonly hasMemoryLimit: boolean;
  readonly hasReadOnlyRoot: boolean;
  readonly devices: readonly (Span & { readonly path: string })[];
}

/** Containers that run together: a service of Compose, a pod of Kubernetes. */
export interface Workload {
  readonly name: string;
  readonly span: Span;
  readonly hostNamespaces: readonly (Span & { readonly which: HostNamespace })[];
  readonly mounts: readonly HostMount[];
  /** May others than the containers beside it reach a database that runs here? Of a pod nobody knows: true. */
  readonly opensDatabase: boolean;
  readonly containers: readonly Container[];
}

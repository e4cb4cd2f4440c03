import type { Parser, SourceFile } from '../../engine/file.ts';
import {
  at,
  entriesOf,
  isFalse,
  isTrue,
  itemsOf,
  mapsIn,
  placedText,
  textOf,
  textsOf,
  type Yaml,
  yamlDocuments,
} from '../../yaml/yaml.ts';
import {
  type Container,
  capabilityOf,
  type HostMount,
  type HostNamespace,
  type Variable,
  type Workload,
} from './workload.ts';

export interface Resource {
  readonly kind: string;
  /** Without the version: `apps`, `rbac.authorization.k8s.io`; empty for the core. */
  readonly group: string;
  readonly name: string;
  readonly yaml: Yaml;
}

/** A pod of a resource, with what the resource around it says. */
export interface Pod {
  readonly resource: Resource;
  readonly spec: Yaml;
}

/** What the rules look at of a manifest. */
export interface Manifest {
  readonly resources: readonly Resource[];
  readonly pods: readonly Pod[];
  readonly workloads: readonly Workload[];
}

/** Source: Kubernetes API reference. Lists are taken apart. Throws for templates, which are no YAML yet. */
export const kubernetesFile: Parser<Manifest> = {
  name: 'Kubernetes manifests',
  parse(file) {
    const resources = documentsOf(file).flatMap(resourcesOf);
    const pods = resources.flatMap(podsOf);
    return { resources, pods, workloads: pods.map(workloadOf) };
  },
};

/** The resources of some kinds. */
export const resourcesIn = (file: SourceFile, ...kinds: readonly string[]): Resource[] =>
  file.tree(kubernetesFile).resources.filter(({ kind }) => kinds.includes(kind));

/** A template action that stands alone, or where a value belongs; quoted ones are texts of other programs. */
function documentsOf({ text }: SourceFile): Yaml[] {
  if (!/^[ \t]*\{\{|:[ \t]+\{\{[^{]/m.test(text)) return yamlDocuments(text);
  const template = new Error('it is a template: scan what `helm template` makes of it');
  try {
    const documents = yamlDocuments(text);
    // As YAML an action is a map whose key is a map; within a text it is neither.
    const hasAction = documents.flatMap(mapsIn).some((map) => entriesOf(map).some(({ key }) => key === ''));
    if (!hasAction) return documents;
  } catch (error) {
    // What no reader of YAML takes is a template still.
    if (error instanceof Error) throw template;
    throw error;
  }
  throw template;
}

function resourcesOf(yaml: Yaml): Resource[] {
  const kind = textOf(at(yaml, 'kind'));
  const version = textOf(at(yaml, 'apiVersion'));
  if (kind === null || version === null) return [];
  if (/List$/.test(kind) && at(yaml, 'items')) return itemsOf(at(yaml, 'items')).flatMap(resourcesOf);
  const group = version.includes('/') ? (version.split('/')[0] ?? '') : '';
  return [{ kind, group, name: textOf(at(yaml, 'metadata', 'name')) ?? kind, yaml }];
}

const podPaths = [
  ['spec'],
  ['spec', 'template', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ['template', 'spec'],
];

function podsOf(resource: Resource): Pod[] {
  for (const path of podPaths) {
    const spec = at(resource.yaml, ...path);
    if (itemsOf(at(spec, 'containers')).length > 0 && spec) return [{ resource, spec }];
  }
  return [];
}

function workloadOf({ resource, spec }: Pod): Workload {
  const all = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((key) =>
    itemsOf(at(spec, key)),
  );
  const mounted = all.flatMap((container) => itemsOf(at(container, 'volumeMounts')));
  const first = at(resource.yaml, 'metadata', 'name') ?? spec;
  return {
    name: resource.name,
    span: first,
    hostNamespaces: namespacesOf(spec),
    opensDatabase: true,
    mounts: itemsOf(at(spec, 'volumes')).flatMap((volume) => mountOf(volume, mounted)),
    containers: all.map((container) => containerOf(container, spec)),
  };
}

function containerOf(container: Yaml, pod: Yaml): Container {
  const own = at(container, 'securityContext');
  const shared = at(pod, 'securityContext');
  const name = at(container, 'name');
  const image = placedText(at(container, 'image'));
  const escalation = at(own, 'allowPrivilegeEscalation');
  const privileged = [
    at(own, 'privileged'),
    at(own, 'windowsOptions', 'hostProcess') ?? at(shared, 'windowsOptions', 'hostProcess'),
  ].find(isTrue);
  const user = at(own, 'runAsUser') ?? at(shared, 'runAsUser');
  return {
    name: textOf(name) ?? '',
    span: name ?? container,
    image,
    variables: itemsOf(at(container, 'env')).flatMap(variableOf),
    command: [...textsOf(at(container, 'command')), ...textsOf(at(container, 'args'))],
    privileged: privileged ?? null,
    user: placedText(user),
    addedCapabilities: textsOf(at(own, 'capabilities', 'add')).map(capabilityOf),
    dropsCapabilities: textsOf(at(own, 'capabilities', 'drop')).some(({ text }) => /^all$/i.test(text)),
    unconfined: [
      ...unconfinedIn(own),
      // What a container says itself counts, not what its pod says.
      ...unconfinedIn(shared).filter(({ key }) => at(own, key) === null),
    ],
    escalation: escalation && isTrue(escalation) ? escalation : null,
    cannotEscalate: isFalse(escalation),
    hasMemoryLimit: at(container, 'resources', 'limits', 'memory') !== null,
    hasReadOnlyRoot: isTrue(at(own, 'readOnlyRootFilesystem')),
    devices: [],
  };
}

/** Settings that switch a protection off, by the key that they stand under. */
function unconfinedIn(context: Yaml | null): (Container['unconfined'][number] & { readonly key: string })[] {
  const places: readonly [key: string, yaml: Yaml | null, what: string, off: RegExp][] = [
    ['seccompProfile', at(context, 'seccompProfile', 'type'), 'seccomp', /^Unconfined$/],
    ['appArmorProfile', at(context, 'appArmorProfile', 'type'), 'apparmor', /^Unconfined$/],
    ['procMount', at(context, 'procMount'), 'procMount', /^Unmasked$/],
    // Other types are of the host: `spc_t` may do anything.
    [
      'seLinuxOptions',
      at(context, 'seLinuxOptions', 'type'),
      'selinux',
      /^(?!container(_init|_kvm|_engine)?_t$)./,
    ],
  ];
  return places.flatMap(([key, yaml, what, off]) =>
    yaml && off.test(textOf(yaml) ?? '') ? [{ key, start: yaml.start, end: yaml.end, what }] : [],
  );
}

function variableOf(entry: Yaml): Variable[] {
  const name = textOf(at(entry, 'name'));
  return name === null
    ? []
    : [{ start: entry.start, end: entry.end, name, value: textOf(at(entry, 'value')) }];
}

const namespaces: readonly (readonly [key: string, which: HostNamespace])[] = [
  ['hostNetwork', 'network'],
  ['hostPID', 'process'],
  ['hostIPC', 'ipc'],
];

const namespacesOf = (spec: Yaml): Workload['hostNamespaces'] =>
  namespaces.flatMap(([key, which]) => {
    const value = at(spec, key);
    return value && isTrue(value) ? [{ start: value.start, end: value.end, which }] : [];
  });

function mountOf(volume: Yaml, mounted: readonly Yaml[]): HostMount[] {
  const path = at(volume, 'hostPath', 'path');
  const text = textOf(path);
  if (!path || text === null) return [];
  const name = textOf(at(volume, 'name'));
  const uses = mounted.filter((mount) => textOf(at(mount, 'name')) === name);
  return [
    {
      start: path.start,
      end: path.end,
      path: text,
      isReadOnly: uses.length > 0 && uses.every((use) => isTrue(at(use, 'readOnly'))),
      inPod: true,
    },
  ];
}

/** Annotations of a resource or of its pods, by name. */
export const annotationsOf = (yaml: Yaml): ReturnType<typeof entriesOf> => [
  ...entriesOf(at(yaml, 'metadata', 'annotations')),
  ...entriesOf(at(yaml, 'spec', 'template', 'metadata', 'annotations')),
];

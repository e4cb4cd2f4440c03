import type { Parser } from '../../engine/file.ts';
import {
  at,
  type Entry,
  entriesOf,
  isTrue,
  itemsOf,
  placedText,
  type Span,
  textOf,
  textsOf,
  type Yaml,
  yamlDocuments,
} from '../../yaml/yaml.ts';
import { adminOf } from './admin-port.ts';
import {
  type Container,
  capabilityOf,
  type HostMount,
  type HostNamespace,
  type Variable,
  type Workload,
} from './workload.ts';

/** A port of a service that the host listens on. */
export interface PublishedPort extends Span {
  /** The address it listens on; null: all. */
  readonly address: string | null;
  /** The container's port, the first of a range; null when a variable decides. */
  readonly target: number | null;
}

export interface Service {
  readonly name: string;
  readonly yaml: Yaml;
  readonly ports: readonly PublishedPort[];
}

/** What the rules look at of a Compose file. */
export interface Compose {
  readonly services: readonly Service[];
  readonly workloads: readonly Workload[];
}

/** Source: Compose specification, compose-spec.io. */
export const composeFile: Parser<Compose> = {
  name: 'a Compose file',
  parse(file) {
    const entries = yamlDocuments(file.text).flatMap((root) => servicesOf(root));
    const services = entries.flatMap(({ key: name, value }) =>
      value ? [{ name, yaml: value, ports: itemsOf(at(value, 'ports')).map(portOf) }] : [],
    );
    const opensDatabase = services.some(({ ports, yaml }) => {
      const isOnHost = textOf(at(yaml, 'network_mode')) === 'host';
      return isOnHost || ports.some(({ address, target }) => address === null && adminOf(target) !== null);
    });
    return { services, workloads: entries.flatMap((entry) => workloadOf(entry, opensDatabase)) };
  },
};

/** Before version 2 the services stood at the top. */
function servicesOf(root: Yaml): Entry[] {
  const services = at(root, 'services');
  if (services) return entriesOf(services);
  return entriesOf(root).filter(({ value }) => at(value, 'image') !== null || at(value, 'build') !== null);
}

function workloadOf({ key: name, start, value: service }: Entry, opensDatabase: boolean): Workload[] {
  if (!service) return [];
  const span = { start, end: start + name.length };
  return [
    {
      name,
      span,
      hostNamespaces: namespacesOf(service),
      mounts: itemsOf(at(service, 'volumes')).flatMap(mountOf),
      opensDatabase,
      containers: [containerOf(name, span, service)],
    },
  ];
}

function containerOf(name: string, span: Span, service: Yaml): Container {
  const security = textsOf(at(service, 'security_opt'));
  const allows = security.find(({ text }) => /^no-new-privileges[:=]false$/.test(text));
  const user = at(service, 'user');
  const privileged = at(service, 'privileged');
  return {
    name,
    span,
    // An image that is also built here is a name for the result.
    image: at(service, 'build') ? null : placedText(at(service, 'image')),
    variables: variablesOf(at(service, 'environment')),
    command: [...textsOf(at(service, 'entrypoint')), ...textsOf(at(service, 'command'))],
    privileged: privileged && isTrue(privileged) ? privileged : null,
    user: placedText(user),
    addedCapabilities: textsOf(at(service, 'cap_add')).map(capabilityOf),
    dropsCapabilities: textsOf(at(service, 'cap_drop')).some(({ text }) => /^all$/i.test(text)),
    unconfined: security.flatMap(({ text, ...span }) => {
      const [, what] = /^(seccomp|apparmor|label|systempaths)[:=](unconfined|disable)$/.exec(text) ?? [];
      return what === undefined ? [] : [{ ...span, what }];
    }),
    escalation: allows ?? null,
    cannotEscalate: security.some(({ text }) => /^no-new-privileges([:=]true)?$/.test(text)),
    hasMemoryLimit:
      at(service, 'mem_limit') !== null || at(service, 'deploy', 'resources', 'limits', 'memory') !== null,
    hasReadOnlyRoot: isTrue(at(service, 'read_only')),
    devices: itemsOf(at(service, 'devices')).flatMap((one) => {
      const path = textOf(at(one, 'source') ?? one)?.split(':')[0];
      return path === undefined ? [] : [{ start: one.start, end: one.end, path }];
    }),
  };
}

/** A map of names and values, or a list of `NAME=value`. */
export function variablesOf(environment: Yaml | null): Variable[] {
  const ofMap = entriesOf(environment).map(({ key, start, end, value }) => ({
    name: key,
    value: textOf(value),
    start,
    end,
  }));
  const ofList = itemsOf(environment).flatMap((item) => {
    const [, name, value] = /^([^=\s]+)(?:=([\s\S]*))?$/.exec(textOf(item) ?? '') ?? [];
    return name === undefined ? [] : [{ start: item.start, end: item.end, name, value: value ?? null }];
  });
  return [...ofMap, ...ofList];
}

const modes: readonly (readonly [key: string, which: HostNamespace])[] = [
  ['network_mode', 'network'],
  ['pid', 'process'],
  ['ipc', 'ipc'],
  ['userns_mode', 'user'],
  ['uts', 'uts'],
  ['cgroup', 'cgroup'],
];

const namespacesOf = (service: Yaml): Workload['hostNamespaces'] =>
  modes.flatMap(([key, which]) => {
    const mode = at(service, key);
    return mode && textOf(mode) === 'host' ? [{ start: mode.start, end: mode.end, which }] : [];
  });

/** `/host:/inside:ro`, or the long form. Named volumes are no mounts of the host. */
function mountOf(volume: Yaml): HostMount[] {
  const short = textOf(volume);
  if (short !== null) {
    const [source = '', , ...options] = short.replace(/\$\{[^}]*\}/g, '$').split(':');
    if (!/^[/~.]/.test(source)) return [];
    const isReadOnly = options.join().split(',').includes('ro');
    return [{ start: volume.start, end: volume.end, path: source, isReadOnly, inPod: false }];
  }
  const path = textOf(at(volume, 'source'));
  if (path === null || textOf(at(volume, 'type')) !== 'bind') return [];
  return [
    { start: volume.start, end: volume.end, path, isReadOnly: isTrue(at(volume, 'read_only')), inPod: false },
  ];
}

/** `127.0.0.1:8080:80/tcp`, `80`, or the long form. */
function portOf(port: Yaml): PublishedPort {
  const short = textOf(port);
  if (short === null) {
    const address = textOf(at(port, 'host_ip'));
    return {
      start: port.start,
      end: port.end,
      address: isAny(address) ? null : address,
      target: numberOf(textOf(at(port, 'target'))),
    };
  }
  const plain = short.replace(/\/(tcp|udp)$/, '');
  const target = plain.slice(plain.lastIndexOf(':') + 1);
  const host = plain.slice(0, Math.max(0, plain.lastIndexOf(':')));
  const [, address = null] = /^(\[[^\]]+\]|[^:]+):[^:]*$/.exec(host) ?? [];
  return {
    start: port.start,
    end: port.end,
    address: isAny(address) ? null : address,
    target: numberOf(target),
  };
}

const isAny = (address: string | null): boolean =>
  address === null || /^(0\.0\.0\.0|\[?::\]?)$/.test(address);

function numberOf(text: string | null): number | null {
  const [, digits] = /^(\d{1,5})(-\d{1,5})?$/.exec(text ?? '') ?? [];
  return digits === undefined ? null : Number(digits);
}

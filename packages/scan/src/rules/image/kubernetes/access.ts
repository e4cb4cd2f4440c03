import { at, itemsOf, type Span, textOf, textsOf, type Yaml } from '../../../yaml/yaml.ts';
import type { Resource } from '../kubernetes.ts';

type Word = Span & { readonly text: string };

/** One rule of a Role. */
export interface Access {
  readonly yaml: Yaml;
  readonly groups: readonly Word[];
  readonly resources: readonly Word[];
  readonly verbs: readonly Word[];
  /** Limited to resources of these names. */
  readonly names: readonly Word[];
}

export const roleKinds = ['Role', 'ClusterRole'];
export const bindingKinds = ['RoleBinding', 'ClusterRoleBinding'];

/** Source: Kubernetes documentation, using RBAC authorization. */
export const accessOf = ({ yaml }: Resource): Access[] =>
  itemsOf(at(yaml, 'rules')).map((rule) => ({
    yaml: rule,
    groups: textsOf(at(rule, 'apiGroups')),
    resources: textsOf(at(rule, 'resources')),
    verbs: textsOf(at(rule, 'verbs')),
    names: textsOf(at(rule, 'resourceNames')),
  }));

export const has = (words: readonly Word[], ...texts: readonly string[]): boolean =>
  words.some(({ text }) => text === '*' || texts.includes(text));

export interface Subject {
  readonly yaml: Yaml;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | null;
}

export const subjectsOf = ({ yaml }: Resource): Subject[] =>
  itemsOf(at(yaml, 'subjects')).map((subject) => ({
    yaml: subject,
    kind: textOf(at(subject, 'kind')) ?? '',
    name: textOf(at(subject, 'name')) ?? '',
    namespace: textOf(at(subject, 'namespace')),
  }));

/** The controllers that come with the cluster are given what they need by its own bootstrap. */
export const isSystem = ({ name }: Resource): boolean => name.startsWith('system:');

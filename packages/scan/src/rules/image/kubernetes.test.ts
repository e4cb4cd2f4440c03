import { expect, test } from 'vitest';
import { SourceFile } from '../../engine/file.ts';
import { classify } from '../../engine/file-type.ts';
import { imageFamily } from './family.ts';
import { kubernetesFile } from './kubernetes.ts';

const fileOf = (text: string) => new SourceFile('web.yaml', text);
const pod = 'containers: [{name: a, image: "a:1"}]';

test.each([
  ['Pod', `spec: {${pod}}`],
  ['Deployment', `spec: {template: {spec: {${pod}}}}`],
  ['CronJob', `spec: {jobTemplate: {spec: {template: {spec: {${pod}}}}}}`],
  ['Rollout', `spec: {template: {spec: {${pod}}}}`],
  ['PodTemplate', `template: {spec: {${pod}}}`],
])('the pod of a %s is found', (kind, spec) => {
  const { workloads } = fileOf(`apiVersion: v1\nkind: ${kind}\nmetadata: {name: w}\n${spec}\n`).tree(
    kubernetesFile,
  );
  expect(workloads.map(({ name, containers }) => [name, containers[0]?.image?.text])).toEqual([['w', 'a:1']]);
});

test('lists and several documents are taken apart', () => {
  const one = 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\n';
  const list =
    'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r}}\n';
  const { resources } = fileOf(`${one}---\n${list}---\n`).tree(kubernetesFile);
  expect(resources.map(({ kind, name, group }) => [kind, name, group])).toEqual([
    ['Service', 's', ''],
    ['Role', 'r', 'rbac.authorization.k8s.io'],
  ]);
});

test('the setting of a container outranks that of its pod', () => {
  const text = `apiVersion: v1\nkind: Pod\nspec:\n  securityContext: {runAsUser: 0}\n  containers:\n  - name: a\n    securityContext: {runAsUser: 1000}\n  - name: b\n`;
  const [workload] = fileOf(text).tree(kubernetesFile).workloads;
  expect(workload?.containers.map(({ user }) => user?.text)).toEqual(['1000', '0']);
});

test('a folder of the node is read-only when every mount of it is', () => {
  const mount = (readOnly: string) => `{name: v, mountPath: /v${readOnly}}`;
  const text = (...mounts: string[]) =>
    `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n${mounts.map((one) => `  - {name: a, volumeMounts: [${one}]}\n`).join('')}  volumes: [{name: v, hostPath: {path: /srv}}]\n`;
  const readOnly = (...mounts: string[]) =>
    fileOf(text(...mounts)).tree(kubernetesFile).workloads[0]?.mounts[0]?.isReadOnly;
  expect(readOnly(mount(', readOnly: true'), mount(', readOnly: true'))).toBe(true);
  expect(readOnly(mount(', readOnly: true'), mount(''))).toBe(false);
});

test.each(['{{- if .Values.a }}', '  image: {{ .Values.image }}'])(
  'the template %s is left out with one note',
  (line) => {
    const notes: string[] = [];
    imageFamily.checkFile(
      fileOf(`apiVersion: v1\nkind: Pod\nspec:\n${line}\n`),
      () => expect.fail('nothing can be found'),
      (_, why) => notes.push(why.message),
    );
    expect(notes).toEqual([expect.stringContaining('template')]);
  },
);

test('a template within a text makes no template of its manifest', () => {
  const config = 'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    project: {{PROJECT}}\n';
  expect(
    fileOf(`${config}---\napiVersion: v1\nkind: Pod\nspec: {${pod}}\n`).tree(kubernetesFile).workloads,
  ).toHaveLength(1);
});

test('a manifest is known in JSON, too', () => {
  const text = '{\n  "kind": "Pod",\n  "apiVersion": "v1",\n  "spec": {}\n}\n';
  expect(classify('pod.json', Buffer.from(text))).toBe('kubernetes');
  expect(classify('package.json', Buffer.from(text))).toBe('manifest');
  expect(classify('a.json', Buffer.from('{"kind": "Pod"}'))).toBe('json');
});

test('braces inside of texts are no template', () => {
  const rule = `apiVersion: v1\nkind: Pod\nmetadata: {annotations: {a: "{{ $labels.pod }}"}}\nspec: {hostPID: true, ${pod}}\n`;
  expect(fileOf(rule).tree(kubernetesFile).workloads).toHaveLength(1);
});

import type { SourceFile } from '../../engine/file.ts';
import { type FileRule, fileRule, type Place } from '../../engine/rule.ts';
import type { Span } from '../../yaml/yaml.ts';
import { composeFile } from './compose.ts';
import { kubernetesFile } from './kubernetes.ts';
import type { Workload } from './workload.ts';

type WorkloadReport = (span: Span, message: string, more?: Partial<Place>) => void;

type WorkloadRule = Omit<FileRule, 'wants' | 'check' | 'kind'> & {
  find(workload: Workload, report: WorkloadReport): void;
};

/** A rule about containers, whether Compose or Kubernetes runs them. */
export function workloadRule({ find, ...card }: WorkloadRule): FileRule {
  return fileRule({
    ...card,
    kind: 'security',
    wants: ['compose', 'kubernetes'],
    check(file, report) {
      // What several services share by an alias stands at one place, and is said once.
      const seen = new Set<string>();
      for (const workload of workloadsOf(file))
        find(workload, ({ start, end }, message, more = {}) => {
          const key = `${start} ${end}`;
          if (seen.has(key)) return;
          seen.add(key);
          report({ start, end, message, ...more });
        });
    },
  });
}

export const workloadsOf = (file: SourceFile): readonly Workload[] =>
  file.type === 'compose' ? file.tree(composeFile).workloads : file.tree(kubernetesFile).workloads;

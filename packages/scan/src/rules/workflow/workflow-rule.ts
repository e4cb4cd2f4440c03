import type { SourceFile } from '../../engine/file.ts';
import { type FileRule, fileRule, type Place } from '../../engine/rule.ts';
import type { Span } from '../../yaml/yaml.ts';
import { type Workflow, workflowOf } from './workflow-file.ts';

type WorkflowReport = (span: Span | null, message: string, more?: Partial<Place>) => void;

type WorkflowRule = Omit<FileRule, 'wants' | 'check' | 'kind'> & {
  find(workflow: Workflow, report: WorkflowReport, file: SourceFile): void;
};

/** A rule about GitHub workflows and actions. A place that is null is no hit, so that what is absent needs no guard. */
export function workflowRule({ find, ...card }: WorkflowRule): FileRule {
  return fileRule({
    ...card,
    kind: 'security',
    wants: ['workflow'],
    check(file, report) {
      // What an anchor names is met once for each of its aliases.
      const seen = new Set<string>();
      find(
        workflowOf(file),
        (span, message, more = {}) => {
          const key = `${span?.start} ${span?.end} ${message}`;
          if (span && !seen.has(key)) report({ start: span.start, end: span.end, message, ...more });
          seen.add(key);
        },
        file,
      );
    },
  });
}

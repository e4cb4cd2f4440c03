import { type FileRule, fileRule, type Place } from '../../../engine/rule.ts';
import type { Span } from '../../../yaml/yaml.ts';
import { type Resource, resourcesIn } from '../kubernetes.ts';

type ResourceReport = (span: Span | null, message: string, more?: Partial<Place>) => void;

type ResourceRule = Omit<FileRule, 'wants' | 'check' | 'kind'> & {
  readonly kinds: readonly string[];
  find(resource: Resource, report: ResourceReport): void;
};

/** A rule about resources of some kinds. A place that is null is no hit, so that what is absent needs no guard. */
export function resourceRule({ kinds, find, ...card }: ResourceRule): FileRule {
  return fileRule({
    ...card,
    kind: 'security',
    wants: ['kubernetes'],
    check(file, report) {
      for (const resource of resourcesIn(file, ...kinds))
        find(resource, (span, message, more = {}) => {
          if (span) report({ start: span.start, end: span.end, message, ...more });
        });
    },
  });
}

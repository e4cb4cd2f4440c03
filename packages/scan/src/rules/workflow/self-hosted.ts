import type { SourceFile } from '../../engine/file.ts';
import { at, type Span, textsOf } from '../../yaml/yaml.ts';
import { pathOf } from './expression/constant.ts';
import { onlyTermOf } from './expressions.ts';
import { matrixValues } from './matrix.ts';
import type { Job } from './workflow-file.ts';

/** Where a job asks for a self-hosted runner, by label, by group or through its matrix; null when it asks for none. */
export function selfHostedOf({ runsOn, yaml }: Job, file: SourceFile): Span | null {
  if (!runsOn) return null;
  if (at(runsOn, 'group') || /\bself-hosted\b/i.test(file.text.slice(runsOn.start, runsOn.end)))
    return runsOn;
  for (const label of textsOf(runsOn)) {
    const term = onlyTermOf(label);
    const [kind, key = ''] = (term && pathOf(term))?.split('.') ?? [];
    const values = kind === 'matrix' ? matrixValues(yaml, key) : null;
    if (values?.some(({ text }) => text === 'self-hosted')) return runsOn;
  }
  return null;
}

import type { Severity } from '@bugheist/bug/severity';
import type { Confidence } from '../../engine/rule.ts';
import type { Origin, Taint, Value } from './flow/value.ts';

export interface Judgement {
  /** What the hit says of itself, ready to be reported with a message. */
  readonly seen: {
    readonly confidence: Confidence;
    readonly taint: Taint | null;
    readonly severity?: Severity;
  };
  /** As part of a sentence: "comes from a request". */
  readonly whence: string;
}

const whences: Record<Origin, string> = {
  web: 'comes from a request',
  local: 'is chosen by whoever starts the program',
  caller: 'is whatever the caller gives',
};

/**
 * How much a value that must not be steered from outside is. From a request: likely. From the command line, a
 * parameter, or simply not known: for a person to look at. Known from the text: null.
 */
export function judge(value: Value): Judgement | null {
  if (value.harmless) return null;
  const { taint } = value;
  if (taint?.origin === 'web')
    return { seen: { confidence: taint.throughUnknown ? 'review' : 'likely', taint }, whence: whences.web };
  return {
    seen: { confidence: 'review', taint, severity: 'medium' },
    whence: taint ? whences[taint.origin] : 'is not known from the text',
  };
}

/** The same, for places where only what comes from outside the program is worth a word. */
export function judgeOutside(value: Value, ...origins: readonly Origin[]): Judgement | null {
  const { taint } = value;
  if (!taint || !origins.includes(taint.origin)) return null;
  return judge(value);
}

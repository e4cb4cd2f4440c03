import type { Decision } from '../decisions/decision.ts';
import { noon } from './desk.ts';

/** A ban in force at noon, changed where a test needs it. */
export function ban(change: Partial<Decision> & Pick<Decision, 'value'>): Decision {
  return {
    id: `d-${change.value}`,
    scope: change.value.includes('/') ? 'range' : 'ip',
    host: '',
    measure: 'ban',
    scenario: 'test/x',
    reason: 'because',
    evidence: [],
    from: noon,
    until: noon + 3_600_000,
    origin: 'guard',
    shadow: false,
    held: false,
    strike: 1,
    ...change,
  };
}

import { createContext, Script } from 'node:vm';

const context = createContext({ work: () => undefined });
const script = new Script('work()', { filename: 'time-limit' });

/**
 * Runs synchronous work, interrupting it after `maxMs`: true when it ended by itself. V8 interrupts loops and
 * regular expressions alike; native code is interrupted when it returns.
 */
export function endsWithin(maxMs: number, work: () => void): boolean {
  context['work'] = work;
  try {
    script.runInContext(context, { timeout: maxMs });
    return true;
  } catch (error) {
    if (isTimeout(error)) return false;
    throw error;
  }
}

/** Not `instanceof`: the error belongs to the other context. */
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

/**
 * Calls `each` with 0, 1, … below `count`. A call that alone takes longer than `maxMs` is interrupted and
 * named to `tooSlow`; the others go on. One watchdog serves many calls, since each costs a thread.
 */
export function eachWithin(
  maxMs: number,
  count: number,
  each: (index: number) => void,
  tooSlow: (index: number) => void,
): void {
  let index = 0;
  let lastStart = 0;
  while (index < count) {
    const started = performance.now();
    const ended = endsWithin(2 * maxMs, () => {
      for (; index < count; index++) {
        lastStart = performance.now();
        // The current call is left at least maxMs of the watchdog's time.
        if (lastStart - started > maxMs) return;
        each(index);
      }
    });
    if (!ended) tooSlow(index++);
  }
}

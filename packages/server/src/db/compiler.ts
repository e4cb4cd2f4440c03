import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from compiling PGlite's code a second time with its optimizing compiler. One function of
 * 105 kB alone takes that 600 MB and two seconds of CPU, at every start; without it a statement takes up to twice as
 * long, a millisecond or two. Call it before the first PGlite of the process.
 */
export function compileOnce(): void {
  for (const flag of ['--liftoff-only', '--no-wasm-dynamic-tiering', '--no-wasm-tier-up'])
    setFlagsFromString(flag);
}

import type { Check } from './check.ts';
import { mailChecks } from './mail.ts';
import { networkChecks } from './network.ts';
import { storageChecks } from './storage.ts';

/** Every weakness a deployment is looked over for, in the order they are told. */
export const checks: readonly Check[] = [...storageChecks, ...networkChecks, ...mailChecks];

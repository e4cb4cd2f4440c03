import { presentable } from '@bugheist/guard/decisions/decision';
import { z } from 'zod';

/** Text a guard sent: log lines are attackers' own words, so control bytes are made visible and the length is bound. */
export const told = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) => presentable(text).toWellFormed());

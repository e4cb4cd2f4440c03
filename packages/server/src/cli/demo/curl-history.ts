import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { severities } from '@bugheist/bug/severity';
import { z } from 'zod';
import { packageRoot } from '../../package-root.ts';

const date = z.iso.date().transform((text) => new Date(`${text}T12:00:00Z`));

const historySchema = z.object({
  source: z.string(),
  rows: z.array(
    z.object({
      cve: z.string(),
      title: z.string(),
      severity: z.enum(severities),
      cwe: z.string().regex(/^CWE-\d+$/),
      /** Null for the one nobody dated. */
      reported: date.nullable(),
      announced: date,
      area: z.string(),
      part: z.enum(['lib', 'tool', 'both']),
      firstVulnerable: z.string(),
      lastVulnerable: z.string(),
    }),
  ),
});

export type Vulnerability = z.output<typeof historySchema>['rows'][number];

/** The facts of every published vulnerability of curl, in the order they were reported. */
export function readHistory(): Vulnerability[] {
  const { rows } = historySchema.parse(
    JSON.parse(readFileSync(join(packageRoot, 'demo/curl-vulnerabilities.json'), 'utf8')),
  );
  return rows.sort((a, b) => reportedAt(a).getTime() - reportedAt(b).getTime());
}

export const reportedAt = ({ reported, announced }: Vulnerability): Date => reported ?? announced;

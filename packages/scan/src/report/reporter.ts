import type { Severity } from '@bugheist/bug/severity';
import type { ScanResult } from '../engine/result.ts';
import { githubReport } from './github.ts';
import { gitlabReport } from './gitlab.ts';
import { humanReport } from './human.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import { sarifReport } from './sarif.ts';

export interface Style {
  readonly color: boolean;
  /** How wide the reader's window is; null where nobody knows: lines are left whole. */
  readonly columns: number | null;
  /** Show every hit, however many there are. */
  readonly everyHit: boolean;
  /** What the scan fails from. */
  readonly failOn: Severity;
  /** What the reader calls this program. */
  readonly command: string;
}

export const formats = ['human', 'json', 'sarif', 'github', 'gitlab', 'junit'] as const;
export type Format = (typeof formats)[number];

/** A whole report as text, ending with a line break. */
export const reporters: Readonly<Record<Format, (result: ScanResult, style: Style) => string>> = {
  human: humanReport,
  json: jsonReport,
  sarif: sarifReport,
  github: githubReport,
  gitlab: gitlabReport,
  junit: junitReport,
};

import type { Kind } from '@bugheist/bug/kind';
import type { Severity } from '@bugheist/bug/severity';
import type { State } from '@bugheist/bug/state';
import type { ComponentChildren } from 'preact';
import { webWords } from '../../words/web.ts';
import type { IconName } from '../icons.ts';
import { Icon } from './icon.tsx';
import { kindIcons } from './kind-badge.tsx';
import { markup } from './markup.ts';
import { severityIcons, severityTones } from './severity-badge.tsx';
import { StateBadge } from './state-badge.tsx';

export interface BugRow {
  href: string;
  number: string;
  title: string;
  state: State;
  kind: Kind;
  /** Null: nobody has rated it yet. */
  severity: Severity | null;
  /** Asset, labels, counts, times: short facts in the second line. */
  facts: readonly ComponentChildren[];
  /** At the end of the row: who has it, or what is due. */
  end?: ComponentChildren;
  /** A checkbox of the bulk form around the list. */
  select?: { name: string; value: string } | undefined;
}

/** The rows of a queue; `label` says what is listed. */
export const BugList = ({ label, bugs }: { label: string; bugs: readonly BugRow[] }) => (
  <ul class="bug-list" aria-label={label} data-rows>
    {bugs.map(row)}
  </ul>
);

function row({ href, number, title, state, kind, severity, facts, end, select }: BugRow) {
  return markup`<li class="bug-row">${
    select && <input type="checkbox" {...select} aria-label={webWords.select(number)} />
  }${severityMark(severity)}<div class="bug-row-text"><a class="bug-row-title" href="${href}">${title}</a>
    <ul class="bug-row-facts"><li class="number">${number}</li><li>${Icon({ name: kindIcons[kind] })}${
      webWords.kind[kind]
    }</li>${facts.map((fact) => markup`<li>${fact}</li>`)}</ul></div>
    <div class="bug-row-side"><span class="bug-row-state">${StateBadge({ state, plain: true })}</span>${
      end && markup`<span class="bug-row-end">${end}</span>`
    }</div></li>`;
}

function severityMark(severity: Severity | null) {
  const icon: IconName = severity ? severityIcons[severity] : 'severity-none';
  const label = severity ? webWords.severity[severity] : webWords.severityUnset;
  const tone = severity ? severityTones[severity] : 'neutral';
  return markup`<span class="bug-row-severity tone-${tone}" title="${label}">${Icon({ name: icon, label })}</span>`;
}

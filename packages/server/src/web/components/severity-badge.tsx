import type { Severity } from '@bugheist/bug/severity';
import { webWords } from '../../words/web.ts';
import type { IconName } from '../icons.ts';
import { Badge, type Tone } from './badge.tsx';

interface SeverityBadgeProps {
  /** Null: nobody has rated it yet. */
  severity: Severity | null;
  /** CVSS score, shown behind the word. */
  score?: number | null | undefined;
  plain?: boolean | undefined;
}

/** Each severity has its own shape, so that colour is never alone. */
export function SeverityBadge({ severity, score, plain }: SeverityBadgeProps) {
  if (severity === null)
    return (
      <Badge icon="severity-none" plain={plain}>
        {webWords.severityUnset}
      </Badge>
    );
  return (
    <Badge icon={severityIcons[severity]} tone={severityTones[severity]} plain={plain}>
      {webWords.severity[severity]}
      {typeof score === 'number' && <span class="number">{score.toFixed(1)}</span>}
    </Badge>
  );
}

export const severityIcons: Record<Severity, IconName> = {
  critical: 'severity-critical',
  high: 'severity-high',
  medium: 'severity-medium',
  low: 'severity-low',
  none: 'severity-none',
};

export const severityTones: Record<Severity, Tone> = {
  critical: 'crimson',
  high: 'orange',
  medium: 'amber',
  low: 'blue',
  none: 'neutral',
};

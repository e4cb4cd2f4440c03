import type { Format } from '../../words/format.ts';

interface TimeProps {
  at: Date;
  now: Date;
  format: Format;
  /** `relative`: "3 days ago", exact on hover. `date` and `exact` say it outright. */
  as?: 'relative' | 'date' | 'exact' | undefined;
}

export function Time({ at, now, format, as = 'relative' }: TimeProps) {
  const exact = format.dateTime(at);
  const text = { relative: () => format.relative(at, now), date: () => format.date(at), exact: () => exact }[
    as
  ]();
  return (
    <time dateTime={at.toISOString()} title={as === 'exact' ? undefined : exact}>
      {text}
    </time>
  );
}

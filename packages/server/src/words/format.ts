export interface Format {
  readonly locale: string;
  readonly timeZone: string;
  /** 24 Nov 2026 */
  date(at: Date): string;
  /** 24 Nov 2026, 09:30 UTC */
  dateTime(at: Date): string;
  /** "3 days ago", "in 2 hours", "now" */
  relative(at: Date, now: Date): string;
  number(value: number | bigint): string;
  /** A ratio of 0.5 is 50%. */
  percent(ratio: number): string;
  /** Decimal units: 1,500 is 1.5 kB. */
  bytes(count: number): string;
  /** Minor units of an ISO 4217 currency: 12345 EUR is €123.45, 500 JPY is ¥500. Exact for any size. */
  money(amountMinor: number | bigint, currency: string): string;
  /** The two greatest units: "2 days, 3 hours". Less than a minute is "0 minutes". */
  duration(milliseconds: number): string;
  /** a, b, and c */
  list(items: readonly string[]): string;
  /** The count with the form its language asks for: `plural(2, { one: 'report', other: 'reports' })`. */
  plural(count: number, forms: PluralForms): string;
}

export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Throws a RangeError for a locale or time zone that Intl does not know. Cheap: one Format is kept per pair. */
export function createFormat({ locale, timeZone }: { locale: string; timeZone: string }): Format {
  const key = `${locale} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const format = buildFormat(locale, timeZone);
  if (formats.size < mostFormats) formats.set(key, format);
  return format;
}

const formats = new Map<string, Format>();
/** People choose among a few hundred zones; a bound all the same, since the pair comes from a setting. */
const mostFormats = 600;

function buildFormat(locale: string, timeZone: string): Format {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone });
  const dateTime = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
  });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const units = new Intl.ListFormat(locale, { type: 'unit', style: 'long' });
  const plural = new Intl.PluralRules(locale);
  return {
    locale,
    timeZone,
    date: remembering(date),
    dateTime: remembering(dateTime),
    relative(at, now) {
      const seconds = (at.getTime() - now.getTime()) / 1000;
      const [unit, length] = spans.find(([, size]) => Math.abs(seconds) >= size) ?? [
        'second',
        Number.POSITIVE_INFINITY,
      ];
      return relative.format(Math.trunc(seconds / length), unit);
    },
    number: (value) => number.format(value),
    percent: (ratio) => percent.format(ratio),
    bytes(count) {
      const step = count < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(count) / 3));
      return inUnit(locale, byteUnits[step] ?? 'byte', step === 0 ? 'long' : 'short').format(
        count / 1000 ** step,
      );
    },
    money: (amountMinor, currency) => formatMoney(locale, amountMinor, currency),
    duration: (milliseconds) => units.format(durationParts(locale, milliseconds)),
    list: (items) => list.format(items),
    plural: (count, forms) => `${number.format(count)} ${forms[plural.select(count)] ?? forms.other}`,
  };
}

/** Intl takes one or two microseconds a date; a list shows the same fifty to everybody. */
function remembering(format: Intl.DateTimeFormat): (at: Date) => string {
  const known = new Map<number, string>();
  return (at) => {
    const moment = at.getTime();
    const text = known.get(moment) ?? format.format(at);
    if (known.size >= mostDates) known.clear();
    known.set(moment, text);
    return text;
  };
}

const mostDates = 1000;

const spans = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

const numberFormats = new Map<string, Intl.NumberFormat>();

function keptNumberFormat(key: string, build: () => Intl.NumberFormat): Intl.NumberFormat {
  const known = numberFormats.get(key);
  if (known) return known;
  const format = build();
  if (numberFormats.size < mostFormats) numberFormats.set(key, format);
  return format;
}

const inUnit = (locale: string, unit: string, unitDisplay: 'short' | 'long') =>
  keptNumberFormat(`${locale} ${unit} ${unitDisplay}`, () => {
    return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 });
  });

function formatMoney(locale: string, amountMinor: number | bigint, currency: string): string {
  const format = keptNumberFormat(`${locale} ${currency}`, () => {
    return new Intl.NumberFormat(locale, { style: 'currency', currency });
  });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const minor = BigInt(amountMinor);
  const unsigned = `${minor < 0n ? -minor : minor}`.padStart(digits + 1, '0');
  const whole = unsigned.slice(0, unsigned.length - digits);
  // The string form keeps digits that a double would lose; it is a numeral by construction.
  return format.format(`${minor < 0n ? '-' : ''}${whole}.${unsigned.slice(whole.length)}0` as `${number}`);
}

function durationParts(locale: string, milliseconds: number): string[] {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
  const counts = [
    ['day', Math.floor(minutes / 1440)],
    ['hour', Math.floor(minutes / 60) % 24],
    ['minute', minutes % 60],
  ] as const;
  const first = counts.findIndex(([, count]) => count > 0);
  if (first === -1) return [inUnit(locale, 'minute', 'long').format(0)];
  return counts
    .slice(first, first + 2)
    .filter(([, count]) => count > 0)
    .map(([unit, count]) => inUnit(locale, unit, 'long').format(count));
}

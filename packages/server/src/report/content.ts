import { isAssetType } from '@bugheist/bug/asset';
import { isKind } from '@bugheist/bug/kind';
import { isSeverity } from '@bugheist/bug/severity';
import type { FieldError } from '../refusal.ts';
import { reportWords } from '../words/report.ts';

/** A report as it stands in the form: what was typed, field by field, whether or not it makes sense yet. */
export type ReportContent = Readonly<Record<TextField, string>>;

/** Text fields with the most characters each may have. */
export const textLimits = {
  /** Slug of the organization the form was opened for, or empty. */
  organization: 63,
  /** Id of one of its assets, or empty. */
  asset: 36,
  location: 2000,
  assetType: 30,
  assetName: 120,
  maker: 253,
  kind: 20,
  title: 200,
  body: 60_000,
  steps: 60_000,
  impact: 20_000,
  severity: 10,
  cvss: 500,
  weakness: 200,
  exchange: 100_000,
  /** `yes` when the reporter wants to be named. */
  credit: 3,
} as const;
type TextField = keyof typeof textLimits;

const textFields = Object.keys(textLimits) as TextField[];

/** Whether anything was typed that would be a pity to lose. */
export const isWorthKeeping = (content: ReportContent): boolean =>
  textFields.some((name) => !presets.has(name) && content[name].trim() !== '');

// Filled in by the link that led here.
const presets: ReadonlySet<TextField> = new Set(['organization', 'asset', 'kind', 'credit']);

/**
 * Takes what belongs to a report out of form values or a stored draft; everything else is left out, nothing is refused.
 * Texts far beyond their limit are cut, so that a draft stays a draft.
 */
export function contentOf(values: Readonly<Record<string, unknown>>): ReportContent {
  const text = (name: TextField): string => {
    const value = values[name];
    const one: unknown = Array.isArray(value) ? value[0] : value;
    return typeof one === 'string' ? one.slice(0, textLimits[name] * 2) : '';
  };
  return Object.fromEntries(textFields.map((name) => [name, text(name)])) as Record<TextField, string>;
}

/** What is missing or wrong, apart from the place, which `place.ts` reads. */
export function contentErrors(content: ReportContent): FieldError[] {
  const errors: FieldError[] = [];
  const refuse = (path: TextField, message: string) => errors.push({ path, message });
  if (!isKind(content.kind)) refuse('kind', reportWords.errors.kind);
  if (content.title.trim() === '') refuse('title', reportWords.errors.title);
  if (content.body.trim() === '') refuse('body', reportWords.errors.body);
  if (content.severity !== '' && !isSeverity(content.severity))
    refuse('severity', reportWords.errors.severity);
  if (content.assetType !== '' && !isAssetType(content.assetType))
    refuse('assetType', reportWords.errors.assetType);
  for (const name of textFields)
    if (content[name].trim().length > textLimits[name])
      refuse(name, reportWords.errors.tooLong(textLimits[name], content[name].trim().length));
  return errors;
}

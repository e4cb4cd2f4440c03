import { formatVector } from '@bugheist/bug/cvss/format';
import { vectorFromChoices } from '@bugheist/bug/cvss/parse';
import { z } from 'zod';
import { fileLimits } from '../../files/limits.ts';
import { prepareFile } from '../../files/prepare.ts';
import { cvssChoicesIn } from '../../web/components/cvss-calculator.tsx';
import { contentOf, type ReportContent } from '../content.ts';

/** The version the calculator of the form is for. */
const calculatorVersion = '4.0';

/**
 * Whatever a form sends: what is missing or wrong is said by the room, so that nothing typed or uploaded is lost.
 * Files somewhat too large arrive, too, and are refused with the form still filled in.
 */
export const formBody = {
  type: 'multipart',
  schema: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  maxBytes: fileLimits.perReport + 20_000_000,
  maxFiles: fileLimits.filesPerReport + 10,
  maxFileBytes: fileLimits.perFile * 3,
  prepareFile,
} as const;

export type FormValues = z.output<typeof formBody.schema>;

export interface PostedForm {
  /** Id of the draft the form was drawn for. */
  draft: string;
  content: ReportContent;
  /** Ids of the files the form still lists. */
  listedFiles: readonly string[];
  /** What the pressed button asks for. */
  step: 'file' | 'save' | 'preview' | 'remove';
  /** Id of the file to remove. */
  remove: string;
  stamp: string;
  honeypot: string;
  similarSeen: boolean;
  /** Whether the browser runs our script. */
  hasScript: boolean;
  challenge: string;
  answer: string;
}

export function postedForm(values: FormValues): PostedForm {
  const one = (name: string) => {
    const value = values[name];
    return (Array.isArray(value) ? value[0] : value) ?? '';
  };
  const listed = values['attachments'] ?? [];
  const step = one('remove') === '' ? one('step') : 'remove';
  return {
    draft: one('draft'),
    content: contentOf({ ...values, cvss: one('cvss').trim() || calculatedVector(values) }),
    listedFiles: Array.isArray(listed) ? listed : [listed],
    step: step === 'save' || step === 'preview' || step === 'remove' ? step : 'file',
    remove: one('remove'),
    stamp: one('stamp'),
    honeypot: one('homepage'),
    similarSeen: one('similar') === 'seen',
    // Pressing "without waiting" sends a second value.
    hasScript: values['script'] === 'on',
    challenge: one('challenge'),
    answer: one('answer'),
  };
}

/** The calculator's choices as a vector; incomplete ones as far as they go, so that the parser says what is missing. */
function calculatedVector(values: FormValues): string {
  const choices = Object.entries(cvssChoicesIn(values)).filter(([, value]) => value !== '' && value !== 'X');
  if (choices.length === 0) return '';
  const parsed = vectorFromChoices(calculatorVersion, Object.fromEntries(choices));
  if (parsed.ok) return formatVector(parsed.vector);
  return [`CVSS:${calculatorVersion}`, ...choices.map(([key, value]) => `${key}:${value}`)].join('/');
}

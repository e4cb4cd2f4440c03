import { hostname } from 'node:os';
import { runProgram } from '../bouncers/program.ts';
import { postSigned } from '../bouncers/webhook.ts';
import type { AlarmChange } from './alarm.ts';

/** Where alarms go besides the log. */
export interface NotifyOptions {
  readonly webhook: { readonly url: string; readonly secret?: string } | null;
  readonly mail: { readonly to: readonly string[]; readonly command: readonly string[] } | null;
}

/** Tells the operator; resolves to what didn't work, as messages. */
export async function notify(
  changes: readonly AlarmChange[],
  { webhook, mail }: NotifyOptions,
  now: number,
): Promise<string[]> {
  if (changes.length === 0) return [];
  const body = JSON.stringify({ sent: new Date(now).toISOString(), machine: hostname(), alarms: changes });
  const jobs: Promise<unknown>[] = [];
  if (webhook) jobs.push(postSigned(webhook.url, body, webhook.secret, 10_000));
  if (mail) jobs.push(runProgram(mail.command, letter(changes, mail.to)));
  const outcomes = await Promise.allSettled(jobs);
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : []));
}

/** A letter for `sendmail -t`. Header values hold no line breaks: a metric's label may come from outside. */
export function letter(changes: readonly AlarmChange[], to: readonly string[]): string {
  const oneLine = (text: string) => text.replaceAll(/[\r\n]+/g, ' ');
  const [first] = changes;
  const more = changes.length > 1 ? ` and ${changes.length - 1} more` : '';
  return [
    `To: ${to.map(oneLine).join(', ')}`,
    `Subject: ${oneLine(`[guard ${hostname()}] ${first?.name ?? ''} ${first?.state ?? ''}${more}`)}`,
    'Content-Type: text/plain; charset=utf-8',
    'Auto-Submitted: auto-generated',
    '',
    ...changes.map(({ name, state, message }) =>
      oneLine(`${state === 'firing' ? '!' : 'ok'} ${name}: ${message}`),
    ),
    '',
  ].join('\n');
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { drawRefusalPage, escaped, type Look } from './refusal-page.ts';

/** What somebody who is refused is told: of the decision its reference and its end, of anybody's address nothing. */
export interface Refusal {
  /** 403: banned. 429: too fast for an address that is only limited. */
  readonly status: 403 | 429;
  /** The decision's id, which the operator finds it by. */
  readonly reference: string;
  readonly until: number;
  readonly now: number;
}

/** Answers in the form the client can read: a page for a browser, problem details (RFC 9457) for a program, or text. */
export function answerRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
  look: Look | null,
): void {
  const form = formFor(request);
  const headers = { 'cache-control': 'no-store', 'retry-after': String(secondsOf(refusal)) };
  if (form === 'page') {
    const page = refusalPage(refusal, isForm(request), look);
    response.writeHead(refusal.status, { ...headers, ...page.headers });
    response.end(page.html);
    return;
  }
  const isProblem = form === 'problem';
  response.writeHead(refusal.status, {
    ...headers,
    'content-type': isProblem ? 'application/problem+json' : 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
  });
  response.end(isProblem ? JSON.stringify(problemOf(refusal)) : `${sentences(refusal).join('\n')}\n`);
}

/** A browser's own request for a page, by a link or a form, and not one of a page's scripts. */
export function wantsPage({ headers }: IncomingMessage): boolean {
  const mode = headers['sec-fetch-mode'];
  return (
    (headers.accept ?? '').includes('text/html') &&
    (mode === undefined || mode === 'navigate') &&
    headers['x-requested-with'] === undefined
  );
}

function formFor(request: IncomingMessage): 'page' | 'problem' | 'text' {
  if (wantsPage(request)) return 'page';
  const { accept = '', 'content-type': sent = '' } = request.headers;
  return /\bjson\b/.test(accept) || /\bjson\b/.test(sent) ? 'problem' : 'text';
}

const isForm = ({ method }: IncomingMessage): boolean => method !== 'GET' && method !== 'HEAD';

function problemOf(refusal: Refusal) {
  return {
    type: 'about:blank',
    title: refusal.status === 403 ? 'Forbidden' : 'Too Many Requests',
    status: refusal.status,
    detail: sentences(refusal).join(' '),
    until: new Date(refusal.until).toISOString(),
    reference: refusal.reference,
  };
}

function sentences(refusal: Refusal): readonly string[] {
  const { reference, until, status } = refusal;
  const complaint = `If you think this is wrong, tell the people who run this site and name this: ${reference}`;
  if (status === 429)
    return [
      'Requests from your network are answered one after another, because very many came from it.',
      `This one was not: wait ${seconds(refusal)}, then send it again.`,
      complaint,
    ];
  return [
    'Requests from your address are refused for now, because something that came from it looked like an attack.',
    `This ends by itself at ${new Date(until).toISOString().slice(0, 16).replace('T', ' ')} UTC, ${inWords(refusal)}.`,
    complaint,
  ];
}

function refusalPage(refusal: Refusal, sent: boolean, look: Look | null) {
  const reference = `<p class="reference">If you think this is wrong, tell the people who run this site and name this:<br><code>${escaped(refusal.reference)}</code></p>`;
  if (refusal.status === 403)
    return drawRefusalPage(
      {
        title: 'Requests from your network are refused for now',
        body: `<p>Something that came from the address you use looked like an attack, so this site doesn’t answer it at the moment. That need not have been you: many people can share an address.</p>
<p>It ends by itself on <time datetime="${new Date(refusal.until).toISOString()}">${longDate(refusal.until)}</time>, ${inWords(refusal)}. Until then another network may work, such as your phone’s.</p>
${reference}`,
        script: '',
      },
      look,
    );
  const next = sent
    ? `What you sent has not arrived. Wait ${seconds(refusal)}, then reload this page to send it again.`
    : `Wait ${seconds(refusal)}, then reload this page.`;
  return drawRefusalPage(
    {
      title: 'Please wait a moment',
      body: `<p>Very many requests come from the network you are in, so they are answered one after another.</p>
<p>${next}</p>
${reference}`,
      script: '',
    },
    look,
  );
}

const secondsOf = ({ until, now }: Refusal): number => Math.max(1, Math.ceil((until - now) / 1000));

function seconds(refusal: Refusal): string {
  const count = secondsOf(refusal);
  return count === 1 ? '1 second' : `${count} seconds`;
}

/** `in about 4 hours`: nobody should have to know what UTC is. */
function inWords({ until, now }: Refusal): string {
  const [size, unit] = units.find(([ms]) => until - now >= ms * 1.5) ?? [60_000, 'minute'];
  const count = Math.max(1, Math.round((until - now) / size));
  return `in about ${count} ${unit}${count === 1 ? '' : 's'}`;
}

const units = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
] as const;

const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
const longDate = (t: number): string => `${dates.format(t)} UTC`;

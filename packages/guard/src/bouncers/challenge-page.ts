import { createHash } from 'node:crypto';
import { passCookie } from './challenge.ts';

/** Headers of the page: nothing but its own script and style runs. */
export const challengeHeaders = (waitSeconds: number) => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'retry-after': String(waitSeconds),
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'content-security-policy': `default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
});

/**
 * The page a browser gets instead of what it asked for. With scripts it solves the task and asks again; without, it
 * says how long to wait. `task` is from `Challenge.taskFor`, `reference` what a person may quote.
 */
export function challengePage(task: string, waitSeconds: number, reference: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>One moment</title>
<style>${style}</style>
</head>
<body>
<main data-task="${escaped(task)}">
<h1>One moment</h1>
<p>Very many requests come from the network you are in, so your browser is asked to do a little work first. It takes a few seconds, once an hour, and tells nobody anything.</p>
<p role="status"></p>
<noscript><p>This needs JavaScript. Without it you can go on too, only slower: wait ${waitSeconds} ${waitSeconds === 1 ? 'second' : 'seconds'} and reload this page.</p></noscript>
<p><small>If this keeps coming back, tell the people who run this site: ${escaped(reference)}</small></p>
</main>
<script>${script}</script>
</body>
</html>
`;
}

const style = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto 0;padding:0 1rem}h1{font-size:1.5rem}small{overflow-wrap:anywhere}`;

/** SHA-256 (FIPS 180-4) of one block, because `crypto.subtle` is missing on plain HTTP. The text is short ASCII. */
const script = `(() => {
  const main = document.querySelector('main');
  const status = document.querySelector('[role=status]');
  const task = main.dataset.task;
  const bits = Number(task.split('.')[1]);
  status.textContent = 'Working…';
  const had = document.cookie.includes('${passCookie}=' + task);
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  const fraction = (root) => ((root - Math.floor(root)) * 4294967296) | 0;
  const constants = primes.map((prime) => fraction(Math.cbrt(prime)));
  const start = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  const words = new Int32Array(64);
  const turn = (word, by) => (word >>> by) | (word << (32 - by));
  const firstWords = (text) => {
    words.fill(0);
    for (let at = 0; at < text.length; at++) words[at >> 2] |= text.charCodeAt(at) << (24 - (at & 3) * 8);
    words[text.length >> 2] |= 128 << (24 - (text.length & 3) * 8);
    words[15] = text.length * 8;
    for (let at = 16; at < 64; at++) {
      const early = words[at - 15], late = words[at - 2];
      const s0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
      const s1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
      words[at] = (words[at - 16] + s0 + words[at - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = start;
    for (let at = 0; at < 64; at++) {
      const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constants[at] + words[at]) | 0;
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    return (a + start[0]) | 0;
  };
  let answer = 0;
  const work = () => {
    const until = Date.now() + 40;
    while (Date.now() < until) {
      if (Math.clz32(firstWords(task + '.' + answer)) >= bits) {
        document.cookie = '${passCookie}=' + task + '.' + answer + '; path=/; max-age=3600; samesite=lax' + (location.protocol === 'https:' ? '; secure' : '');
        if (had || !document.cookie.includes(task)) status.textContent = 'Your browser keeps no cookie from this page. Please wait a little and reload.';
        else location.reload();
        return;
      }
      answer++;
    }
    setTimeout(work);
  };
  work();
})();`;

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

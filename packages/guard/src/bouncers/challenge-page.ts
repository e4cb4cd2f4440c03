import { passCookie } from './challenge.ts';
import { drawRefusalPage, escaped, type Look } from './refusal-page.ts';

/**
 * The page a browser gets instead of what it asked for. With scripts it solves the task and asks again; without, it
 * says how long to wait. `task` is from `Challenge.taskFor`, `reference` what a person may quote.
 */
export function challengePage(
  { task, waitSeconds, reference }: { task: string; waitSeconds: number; reference: string },
  look: Look | null,
) {
  return drawRefusalPage(
    {
      title: 'One moment',
      body: `<div data-task="${escaped(task)}">
<p>Very many requests come from the network you are in, so your browser is asked to do a little work first. It takes a few seconds, once an hour, and tells nobody anything.</p>
<p role="status"></p>
<noscript><p>This needs JavaScript. Without it you can go on too, only slower: wait ${waitSeconds} ${waitSeconds === 1 ? 'second' : 'seconds'} and reload this page.</p></noscript>
</div>
<p class="reference">If this keeps coming back, tell the people who run this site and name this:<br><code>${escaped(reference)}</code></p>`,
      script,
    },
    look,
  );
}

/** SHA-256 (FIPS 180-4) of one block, because `crypto.subtle` is missing on plain HTTP. The text is short ASCII. */
const script = `(() => {
  const asked = document.querySelector('[data-task]');
  const status = document.querySelector('[role=status]');
  const task = asked.dataset.task;
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

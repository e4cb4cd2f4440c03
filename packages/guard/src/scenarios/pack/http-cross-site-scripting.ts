import { packScenario, requests } from './pack-scenario.ts';
import { decodedTarget, isUnusual, matchInParameter } from './request-text.ts';

const script =
  /<script[\s>/]|<\s*(?:iframe|object|embed|svg|math|body|img|video|audio|details|marquee|base|link|meta)\b[^>]{0,100}(?:\bon[a-z]{3,20}\s*=|javascript:|data:text\/html|srcdoc\s*=)|\bjavascript\s*:\s*[^?]{0,60}(?:alert|prompt|confirm|eval|document\.)|["']\s*\/?\s*\bon(?:error|load|mouseover|focus|click|toggle|animationstart)\s*=/;

export const httpCrossSiteScripting = packScenario({
  name: 'bugheist/http-cross-site-scripting',
  description: 'Sent script in addresses',
  weakness: 'CWE-79',
  advice: 'Check that the page named in the evidence escapes what it repeats.',
  kinds: ['http-access'],
  marks: ['unusual'],
  when: (event) => isUnusual(event) && script.test(decodedTarget(event)),
  distinct: (event) => matchInParameter(script, event),
  capacity: 3,
  leakMs: 60_000,
  behavior: 'http:exploit',
  service: 'http',
  confidence: 3,
  examples: {
    attacks: [
      requests(5, 'GET /s?q{n}=%3Cscript%3Ealert({n})%3C/script%3E', { status: 200 }),
      requests(5, 'GET /s?q=javascript:{n}.alert(1)', { status: 200 }),
      requests(5, 'GET /{n}?q=%22%20onerror=alert({n})', { status: 200 }),
    ],
    ordinary: [
      requests(20, 'GET /suggest?q=%3Cscript%3Ealert({n}', { status: 200 }),
      requests(20, 'GET /s?q=a+%3C+{n}+and+b+%3E+2', { status: 200 }),
      requests(20, 'GET /s?q=%3Cb%3Ebold%3C/b%3E{n}', { status: 200 }),
      requests(20, 'GET /docs/javascript:-urls-{n}', { status: 200 }),
    ],
  },
});

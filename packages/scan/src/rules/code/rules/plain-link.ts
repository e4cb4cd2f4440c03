import type { TextRule } from '../code-rule.ts';
import { eachMatch } from '../text-matches.ts';

export const plainLink: TextRule = {
  id: 'code/plain-link',
  title: 'A page links or posts to plain HTTP',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-319'],
  kind: 'security',
  optional: true,
  what: 'A link, a form or an asset of a page has an `http:` address of another host.',
  why: 'The visit can be read and changed on the way; assets are blocked or warn.',
  fix: 'Write the address with `https:`.',
  bad: [{ 'page.html': '<a href="http://shop.example.com/">shop</a>\n' }],
  good: [
    { 'page.html': '<a href="https://shop.example.com/">shop</a>\n<a href="http://localhost:3000">x</a>\n' },
  ],
  wants: ['html', 'template', 'vue', 'svelte'],
  check(file, report) {
    for (const { start, end, groups } of eachMatch(
      /\s(?:href|action|src)\s*=\s*["']?(http:\/\/(?!localhost|127\.|0\.0\.0\.0|www\.w3\.org|schemas\.)[^"'\s>]{1,300})/gi,
      file.text,
    ))
      report({ start, end, message: `\`${groups[0]?.slice(0, 60)}\` goes in the clear` });
  },
};

import type { TextRule } from '../code-rule.ts';
import { eachMatch } from '../text-matches.ts';

export const scriptWithoutIntegrity: TextRule = {
  id: 'code/script-without-integrity',
  title: 'A page runs a script of another host unchecked',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-353'],
  kind: 'security',
  what: 'A `<script>` or a style sheet comes from another host and has no `integrity`.',
  why: 'Whoever takes that host over runs their script in your page.',
  fix: 'Add `integrity` and `crossorigin`, or serve the file yourself.',
  bad: [{ 'page.html': '<script src="https://cdn.example.com/a.js"></script>\n' }],
  good: [
    {
      'page.html':
        '<script src="https://cdn.example.com/a.js" integrity="sha384-x" crossorigin="anonymous"></script>\n',
    },
    {
      'page.html': '<script src="/a.js"></script>\n<link rel="preconnect" href="https://cdn.example.com">\n',
    },
  ],
  references: ['https://developer.mozilla.org/docs/Web/Security/Defenses/Subresource_Integrity'],
  wants: ['html', 'template'],
  check(file, report) {
    for (const { start, end, groups } of eachMatch(
      /<(script|link)\b((?:[^>"']|"[^"]{0,500}"|'[^']{0,500}'){0,60})>/gi,
      file.text,
    )) {
      const [tag = '', attributes = ''] = groups;
      const source = /\b(?:src|href)\s*=\s*["']?((?:https?:)?\/\/[^"'\s>]+)/i.exec(attributes)?.[1];
      if (!source || /\bintegrity\s*=/i.test(attributes)) continue;
      if (tag.toLowerCase() === 'link' && !/\brel\s*=\s*["']?(stylesheet|modulepreload)/i.test(attributes))
        continue;
      // Hosts that give each browser another file, so that no hash can fit.
      if (
        /\/\/(fonts\.googleapis\.com|www\.google-analytics\.com|www\.googletagmanager\.com|js\.stripe\.com|www\.google\.com\/recaptcha)/.test(
          source,
        )
      )
        continue;
      report({ start, end, message: `\`${source.slice(0, 60)}\` may change without notice` });
    }
  },
};

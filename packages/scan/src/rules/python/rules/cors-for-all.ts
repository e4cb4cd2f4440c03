import { argument, type Call, isKeyword } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

export const corsForAll = pythonRule({
  id: 'python/cors-for-all',
  title: 'Every site may read the answers',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-942'],
  kind: 'security',
  what: 'CORS allows all origins; with credentials it is certain to be wrong.',
  why: 'Any page a visitor opens can read what they may read here.',
  fix: 'Name the origins that need it.',
  bad: [
    example(
      'from fastapi.middleware.cors import CORSMiddleware',
      'app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)',
    ),
    example('CORS_ALLOW_ALL_ORIGINS = True'),
  ],
  good: [
    example(
      'from fastapi.middleware.cors import CORSMiddleware',
      'app.add_middleware(CORSMiddleware, allow_origins=["https://example.org"])',
    ),
  ],
  words: /CORS|allow_origins|Access-Control-Allow-Origin/,
  calls: {
    ...forEach(['add_middleware', 'CORSMiddleware', 'CORS', 'cross_origin'], (call: Call, look: Look) => {
      const given =
        argument(call, -1, 'allow_origins') ??
        argument(call, -1, 'origins') ??
        argument(call, -1, 'allow_origin_regex');
      // A list is often kept in a variable nearby.
      const origins = given ? look.textOf(given.node) : '';
      const kept =
        /^\w+$/.test(origins) &&
        new RegExp(`^\\s*${origins}\\s*=\\s*\\[\\s*["']\\*["']`, 'm').test(look.file.text);
      if (!/^\[?\s*["'](\*|\.\*)["']/.test(origins) && !kept) return;
      const credentials =
        isKeyword(call, 'allow_credentials', 'True', look.textOf) ||
        isKeyword(call, 'supports_credentials', 'True', look.textOf);
      look.report(call.node, {
        ...(credentials ? { confidence: 'likely' as const, severity: 'high' as const } : {}),
        message: credentials ? 'Every site may read with the visitor’s session' : 'Every site may read',
      });
    }),
  },
  assigned(target, value, node, _inside, look) {
    const right = node.children.at(-1);
    if (/^CORS_(ALLOW_ALL_ORIGINS|ORIGIN_ALLOW_ALL)$/.test(target) && right && look.textOf(right) === 'True')
      look.report(node, { message: 'Every site may read' });
    if (/Access-Control-Allow-Origin["']\]$/i.test(target) && value.text === '*')
      look.report(node, { message: 'Every site may read' });
  },
});

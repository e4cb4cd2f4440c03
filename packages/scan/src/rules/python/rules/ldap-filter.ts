import type { Call } from '../flow/call.ts';
import { judgeOutside } from '../judge.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

export const ldapFilter = pythonRule({
  id: 'python/ldap-filter',
  title: 'LDAP or XPath query put together from a request',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-90', 'CWE-643'],
  kind: 'security',
  what: 'The filter of an LDAP search or an XPath has part of a request in it, unescaped.',
  why: 'A value like `*)(uid=*` matches everybody.',
  fix: 'Use `ldap.filter.escape_filter_chars`, or XPath variables (`tree.xpath("…[@id=$id]", id=id)`).',
  bad: [
    example(
      'from flask import request',
      'def who(ldap):',
      '    ldap.search_s(base, 2, "(uid=%s)" % request.args["uid"])',
    ),
  ],
  good: [
    example(
      'from flask import request',
      'from ldap.filter import escape_filter_chars',
      'def who(ldap):',
      '    ldap.search_s(base, 2, "(uid=%s)" % escape_filter_chars(request.args["uid"]))',
    ),
  ],
  ofRequests: true,
  words: /\b(search_s|search_st|search_ext|search_ext_s|search|xpath|findall)\b/,
  calls: forEach(
    ['search_s', 'search_st', 'search_ext', 'search_ext_s', 'search', 'xpath'],
    (call: Call, look: Look) => {
      if (call.method === 'search' && !/ldap|conn/i.test(call.name)) return;
      for (const { value } of call.arguments) {
        const judged = judgeOutside(value, 'web');
        if (!judged || !value.built) continue;
        look.report(call.node, { ...judged.seen, message: `Part of this query ${judged.whence}` });
        return;
      }
    },
  ),
});

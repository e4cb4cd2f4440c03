import type { Value } from '../flow/value.ts';
import { html, reportPage } from '../page-text.ts';
import { example, type Look, pythonRule } from '../python-rule.ts';
import type { PyNode } from '../syntax.ts';

export const htmlOfRequest = pythonRule({
  id: 'python/html-of-request',
  title: 'HTML with part of a request in it, unescaped',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-79', 'CWE-91'],
  kind: 'security',
  what: 'A string that begins with a tag has part of a request in it, wherever it goes.',
  why: 'In a page or a mail, whoever sent the request writes the markup.',
  fix: 'Use a template, which escapes, or `html.escape`.',
  bad: [
    example('def view(request):', '    body = "<p>%s</p>" % request.POST["text"]', '    return send(body)'),
  ],
  good: [
    example('def view(request):', '    return render(request, "a.html", {"text": request.POST["text"]})'),
  ],
  ofRequests: true,
  words: /<\/?\w/,
  assigned(_target, value, node, _inside, look) {
    reportHtml(value, node.children.at(-1) ?? node, look);
  },
  returned(value, node, _inside, look) {
    reportHtml(value, node, look);
  },
  calls: {
    '*': (call, look) => {
      if (/escape|format_html$/.test(call.method)) return;
      for (const { value, node } of call.arguments) reportHtml(value, node, look);
    },
  },
});

function reportHtml(value: Value, node: PyNode, look: Look): void {
  if (value.built && html.test(value.prefix)) reportPage(value, node, look);
}

import { argument, type Call, givenValue } from '../flow/call.ts';
import type { Value } from '../flow/value.ts';
import { judge } from '../judge.ts';
import { html, reportPage } from '../page-text.ts';
import { example, type Look, pythonRule } from '../python-rule.ts';
import type { PyNode } from '../syntax.ts';

const answers =
  /(^|\.)(HttpResponse(BadRequest|NotFound|Forbidden|ServerError|NotAllowed|Gone)?|make_response|HTMLResponse|Response|StreamingHttpResponse|webapp2\.Response)$/;

export const pageOfInput = pythonRule({
  id: 'python/page-of-input',
  title: 'Page with part of a request in it, unescaped',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-79'],
  kind: 'security',
  what: 'A view answers with text that has part of the request in it, without a template; or, for review, with markup put together from values.',
  why: 'A link with `<script>` in it runs code in the page of whoever follows it, with their session.',
  fix: 'Use a template, which escapes, or `html.escape`.',
  bad: [
    example(
      'from flask import request',
      '@app.route("/")',
      'def hello():',
      '    return "<h1>Hello " + request.args["name"] + "</h1>"',
    ),
    example(
      'from django.http import HttpResponse',
      'def hello(request):',
      '    return HttpResponse("Hello %s" % request.GET["name"])',
    ),
    example(
      'from flask import make_response, request',
      'def show(name):',
      '    return make_response("<p>" + name + "</p>")',
    ),
  ],
  good: [
    example(
      'from flask import request, render_template',
      '@app.route("/")',
      'def hello():',
      '    return render_template("hello.html", name=request.args["name"])',
    ),
    example(
      'import html',
      'from flask import request',
      '@app.route("/")',
      'def hello():',
      '    return "<h1>" + html.escape(request.args["name"]) + "</h1>"',
    ),
    example(
      'from django.http import JsonResponse',
      'def hello(request):',
      '    return JsonResponse({"name": request.GET["name"]})',
    ),
  ],
  ofRequests: true,
  words: /\b(HttpResponse\w*|make_response|HTMLResponse|Response|request|route)\b/,
  calls: {
    '*': (call, look) => {
      if (!answers.test(call.name) || isPlain(call, look)) return;
      const content = givenValue(call, 0, 'content');
      reportPage(content, call.node, look);
      reportBuiltPage(content, call.node, look);
    },
    write(call, look) {
      if (/^(self|response|resp|self\.response(\.out)?)\.write$/.test(call.name))
        reportPage(givenValue(call, 0), call.node, look);
    },
  },
  assigned(target, value, node, _inside, look) {
    if (/(^|[._])(response|resp|res|r)\.(body|text|unicode_body|content|data)$/.test(target))
      reportPage(value, node, look);
  },
  returned(value, node, inside, look) {
    // AWS Lambda's answer is a dictionary.
    if (node.type === 'dictionary' && /["']text\/html/i.test(look.textOf(node)))
      for (const pair of node.children)
        if (/^["']body["']\s*:/.test(look.textOf(pair))) reportPage(value, pair, look);
    if (
      inside.decorators.some((decorator) => /route|\.(get|post)$/.test(decorator)) &&
      (value.built || (value.taint?.origin === 'web' && node.type !== 'call')) &&
      !/dictionary|list/.test(node.type) &&
      !answersJson(look)
    )
      reportPage(value, node, look);
  },
});

const isPlain = (call: Call, look: Look): boolean => {
  const type =
    argument(call, 1, 'content_type') ?? argument(call, -1, 'mimetype') ?? argument(call, -1, 'media_type');
  return type !== null && !/html|xml|svg/i.test(look.textOf(type.node));
};

/** Markup put together with something that nobody knows is sent as it is. */
function reportBuiltPage(value: Value, node: PyNode, look: Look): void {
  const judged = value.built && html.test(value.prefix) ? judge(value) : null;
  if (!judged || judged.seen.taint?.origin === 'web') return;
  look.report(node, { ...judged.seen, message: `Part of this page ${judged.whence} and is not escaped` });
}

/** FastAPI answers in JSON unless it is told otherwise. */
const answersJson = ({ file }: Look): boolean =>
  /\bfastapi\b/.test(file.text) && !/\bHTMLResponse\b/.test(file.text);

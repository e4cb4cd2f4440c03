import { argument, type Call, givenValue } from '../flow/call.ts';
import type { Value } from '../flow/value.ts';
import { judge, judgeOutside } from '../judge.ts';
import { example, type Look, type PythonRule, pythonRule } from '../python-rule.ts';
import type { PyNode } from '../syntax.ts';

const answers =
  /(^|\.)(HttpResponse(BadRequest|NotFound|Forbidden|ServerError|NotAllowed|Gone)?|make_response|HTMLResponse|Response|StreamingHttpResponse|webapp2\.Response)$/;
const html = /<\s*\/?\s*[a-z!][\w-]*[^>]*>?/i;
const isPlain = (call: Call, look: Look): boolean => {
  const type =
    argument(call, 1, 'content_type') ?? argument(call, -1, 'mimetype') ?? argument(call, -1, 'media_type');
  return type !== null && !/html|xml|svg/i.test(look.textOf(type.node));
};

function reportPage(value: Value, node: PyNode, look: Look): void {
  const judged = judgeOutside(value, 'web');
  if (!judged) return;
  look.report(node, { ...judged.seen, message: `Part of this page ${judged.whence} and is not escaped` });
}

/** Markup put together with something that nobody knows is sent as it is. */
function reportBuiltPage(value: Value, node: PyNode, look: Look): void {
  const judged = value.built && html.test(value.prefix) ? judge(value) : null;
  if (!judged || judged.seen.taint?.origin === 'web') return;
  look.report(node, { ...judged.seen, message: `Part of this page ${judged.whence} and is not escaped` });
}

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

/** FastAPI answers in JSON unless it is told otherwise. */
const answersJson = ({ file }: Look): boolean =>
  /\bfastapi\b/.test(file.text) && !/\bHTMLResponse\b/.test(file.text);

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

export const mailOfInput = pythonRule({
  id: 'python/mail-of-input',
  title: 'Mail in HTML with part of a request in it',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-79', 'CWE-74'],
  kind: 'security',
  what: 'The HTML of a mail has part of a request in it, unescaped.',
  why: 'Whoever sends the request writes into mails that come from you.',
  fix: 'Render the mail from a template, which escapes.',
  bad: [
    example(
      'from django.core.mail import send_mail',
      'def share(request):',
      '    send_mail("s", "t", "a", ["b"], html_message="Hi %s" % request.POST["name"])',
    ),
  ],
  good: [
    example(
      'from django.core.mail import send_mail',
      'def share(request):',
      '    send_mail("s", request.POST["text"], "a", ["b"])',
    ),
  ],
  ofRequests: true,
  words: /\b(html_message|content_subtype|EmailMessage|attach_alternative)\b/,
  calls: {
    '*': (call, look) => {
      if (!/send_mail$|mail_admins$|mail_managers$|attach_alternative$|EmailMessage$/.test(call.name)) return;
      if (call.method === 'EmailMessage' && !/content_subtype/.test(look.file.text)) return;
      const body =
        call.method === 'attach_alternative'
          ? argument(call, 0)
          : call.method === 'EmailMessage'
            ? argument(call, 1, 'body')
            : argument(call, -1, 'html_message');
      const judged = body && judgeOutside(body.value, 'web');
      if (!judged) return;
      look.report(call.node, { ...judged.seen, message: `Part of the mail ${judged.whence}` });
    },
  },
});

export const everythingInTemplate = pythonRule({
  id: 'python/everything-in-template',
  title: 'Template that is given every variable',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-96', 'CWE-200'],
  kind: 'security',
  what: '`locals()` or `globals()` is passed to a template.',
  why: 'Whoever may change the template, or finds a hole in it, reads everything: settings, keys, modules.',
  fix: 'Pass the values the template needs, by name.',
  bad: [example('def view(request):', '    return render(request, "a.html", locals())')],
  good: [example('def view(request):', '    return render(request, "a.html", {"name": name})')],
  words: /\b(locals|globals)\(\)/,
  calls: {
    '*': (call, look) => {
      if (!/(^|\.)(render\w*|Template|Context|RequestContext)$/.test(call.name)) return;
      if (call.arguments.some(({ value }) => /^(locals|globals)\(\)$/.test(value.name)))
        look.report(call.node, { message: 'Every variable of this place reaches the template' });
    },
  },
});

export const pageRules: readonly PythonRule[] = [
  pageOfInput,
  htmlOfRequest,
  mailOfInput,
  everythingInTemplate,
];

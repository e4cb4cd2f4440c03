import { argument, type Call, givenValue } from '../flow/call.ts';
import type { Value } from '../flow/value.ts';
import { judge, judgeOutside } from '../judge.ts';
import { example, forEach, type Look, type PythonRule, pythonRule } from '../python-rule.ts';
import { childOf, type PyNode } from '../syntax.ts';

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

export const pageOfInput = pythonRule({
  id: 'python/page-of-input',
  title: 'Page with part of a request in it, unescaped',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-79'],
  kind: 'security',
  what: 'A view answers with text that has part of the request in it, without a template.',
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
      reportPage(givenValue(call, 0, 'content'), call.node, look);
    },
    write(call, look) {
      if (/^(self|response|resp|self\.response(\.out)?)\.write$/.test(call.name))
        reportPage(givenValue(call, 0), call.node, look);
    },
  },
  returned(value, node, inside, look) {
    if (
      inside.decorators.some((decorator) => /route|\.(get|post)$/.test(decorator)) &&
      (value.built || value.taint?.origin === 'web') &&
      !/dictionary|call|list/.test(node.type)
    )
      reportPage(value, node, look);
  },
});

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

export const trustedMarkup = pythonRule({
  id: 'python/trusted-markup',
  title: 'Text declared to be safe HTML',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-79'],
  kind: 'security',
  what: '`mark_safe`, `Markup`, `SafeString`, `format_html` with an f-string, or `__html__` trusts text that is put together.',
  why: 'The template no longer escapes it: any markup in it is drawn, scripts too.',
  fix: '`format_html("<b>{}</b>", name)` or `Markup("<b>{}</b>").format(name)` escape what they insert.',
  aliases: ['B308', 'B703', 'S308', 'S704'],
  bad: [
    example(
      'from django.utils.safestring import mark_safe',
      'def bold(name):',
      '    return mark_safe(f"<b>{name}</b>")',
    ),
    example(
      'from django.utils.html import format_html',
      'def bold(name):',
      '    return format_html(f"<b>{name}</b>")',
    ),
  ],
  good: [
    example('from django.utils.safestring import mark_safe', 'mark_safe("<br>")'),
    example(
      'from django.utils.html import format_html',
      'def bold(name):',
      '    return format_html("<b>{}</b>", name)',
    ),
    example(
      'from markupsafe import Markup',
      'def bold(name):',
      '    return Markup("<b>{}</b>").format(name)',
    ),
  ],
  references: ['https://docs.djangoproject.com/en/stable/ref/utils/#django.utils.html.format_html'],
  words:
    /\b(mark_safe|Markup|SafeString|SafeText|SafeUnicode|SafeData|format_html|html_safe|__html__|unescape)\b/,
  calls: {
    ...forEach(['mark_safe', 'Markup', 'SafeString', 'SafeText', 'SafeUnicode'], (call: Call, look: Look) => {
      const judged = judge(givenValue(call, 0));
      if (!judged) return;
      look.report(call.node, {
        ...judged.seen,
        ...(judged.seen.taint?.origin === 'web' ? { severity: 'high' as const } : {}),
        message: `What is called safe here ${judged.whence}`,
      });
    }),
    format_html(call, look) {
      const first = givenValue(call, 0);
      if (first.built)
        look.report(call.node, { message: 'The template of `format_html` is itself put together' });
    },
    unescape(call, look) {
      if (
        /^(\w+\.)?(Markup(\(\))?|markupsafe\.Markup(\(\))?|soft_unicode)\.unescape$/.test(call.name) ||
        /Markup/.test(call.name)
      )
        look.report(call.node, { message: 'Escaping is undone here' });
    },
  },
  tree(tree, look) {
    for (const node of tree.ofType('decorator'))
      if (/^@\s*(\w+\.)*html_safe\b/.test(look.textOf(node)))
        look.report(node, { message: '`str()` of this class is taken for safe HTML' });
    for (const node of tree.ofType('class_definition')) {
      const bases = childOf(node, 'superclasses');
      if (bases && /\bSafe(String|Text|Data|Unicode)\b/.test(look.textOf(bases)))
        look.report(bases, { message: 'This class is taken for safe HTML' });
      const own = childOf(node, 'body')?.children.find(
        (child) => child.type === 'function_definition' && /^def\s+__html__\b/.test(look.textOf(child)),
      );
      if (own) look.report(own, { message: 'What `__html__` gives is not escaped' });
    }
  },
});

export const templateOfInput = pythonRule({
  id: 'python/template-of-input',
  title: 'Template made from a value',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-1336', 'CWE-94'],
  kind: 'security',
  what: '`render_template_string`, `Template(…)` or `from_string` get text that is not in the code.',
  why: 'Templates can call things: `{{ cycler.__init__.__globals__.os.popen("id").read() }}` runs a command.',
  fix: 'Keep the template in the code or a file, and pass values to it; for templates of users, use a sandbox.',
  bad: [
    example(
      'from flask import request, render_template_string',
      'def hi():',
      '    return render_template_string("Hi " + request.args["name"])',
    ),
  ],
  good: [
    example(
      'from flask import request, render_template_string',
      'def hi():',
      '    return render_template_string("Hi {{ name }}", name=request.args["name"])',
    ),
  ],
  words: /\b(render_template_string|from_string|Template)\b/,
  calls: {
    render_template_string(call, look) {
      reportTemplate(call, givenValue(call, 0, 'source'), look, true);
    },
    from_string(call, look) {
      if (/jinja|env|Environment\(\)/i.test(call.name)) reportTemplate(call, givenValue(call, 0), look, true);
    },
    Template(call, look) {
      if (
        /(jinja2|mako\.template|mako|tornado\.template|chevron|django\.template)\.Template$/.test(call.name)
      )
        reportTemplate(call, givenValue(call, 0), look, false);
    },
  },
});

function reportTemplate(call: Call, value: Value, look: Look, always: boolean): void {
  const judged = always ? judge(value) : judgeOutside(value, 'web', 'caller');
  if (!judged) return;
  look.report(call.node, { ...judged.seen, message: `The text of this template ${judged.whence}` });
}

export const autoescapeOff = pythonRule({
  id: 'python/autoescape-off',
  title: 'Templates that do not escape',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-79', 'CWE-116'],
  kind: 'security',
  what: 'A template environment without `autoescape`, a template whose file name Flask does not escape, or a Mako template without filters.',
  why: 'Every value that such a template inserts can be markup of whoever chose it.',
  fix: '`Environment(autoescape=select_autoescape())`; give Flask’s templates names that end in `.html`, `.htm`, `.xml`, `.xhtml` or `.svg`.',
  aliases: ['B701', 'B702', 'S701', 'S702'],
  bad: [
    example('from jinja2 import Environment', 'env = Environment(loader=loader)'),
    example('import jinja2', 'env = jinja2.Environment(autoescape=False)'),
    example(
      'from flask import render_template',
      'def hi(name):',
      '    return render_template("hi.txt", name=name)',
    ),
  ],
  good: [
    example(
      'from jinja2 import Environment, select_autoescape',
      'env = Environment(autoescape=select_autoescape())',
    ),
    example(
      'from flask import render_template',
      'def hi(name):',
      '    return render_template("hi.html", name=name)',
    ),
  ],
  references: ['https://jinja.palletsprojects.com/en/stable/api/#autoescaping'],
  words: /\b(Environment|render_template|autoescape|mako|Context)\b/,
  calls: {
    ...forEach(['Environment', 'SandboxedEnvironment'], (call: Call, look: Look) => {
      if (!/^jinja2(\.\w+)?\.(Sandboxed)?Environment$/.test(call.name)) return;
      const given = argument(call, -1, 'autoescape');
      if (given && !/^(False|0|None)$/.test(look.textOf(given.node))) return;
      if (!given && call.arguments.some(({ spread }) => spread)) return;
      look.report(call.node, {
        ...(given ? {} : { confidence: 'review' as const }),
        message: given ? 'Escaping is switched off' : 'Escaping is off unless it is asked for',
      });
    }),
    render_template(call, look) {
      const name = argument(call, 0)?.value.text ?? null;
      if (!/(^|\.)flask\.render_template$/.test(call.name)) return;
      if (name !== null && name !== '' && !/\.(html?|xml|xhtml|svg)$/i.test(name))
        look.report(call.node, { confidence: 'review', message: `Flask does not escape in \`${name}\`` });
    },
    ...forEach(['Template', 'TemplateLookup'], (call: Call, look: Look) => {
      if (!/^mako\.(template|lookup)\.(Template|TemplateLookup)$/.test(call.name)) return;
      if (!argument(call, -1, 'default_filters') && !argument(call, -1, 'filename'))
        look.report(call.node, {
          confidence: 'review',
          message: 'Mako escapes only with `default_filters=["h"]`',
        });
    }),
    Context(call, look) {
      const given = argument(call, 2, 'autoescape');
      if (
        /(^|\.)(django\.template\.)?Context$/.test(call.name) &&
        given &&
        look.textOf(given.node) === 'False'
      )
        look.report(call.node, { confidence: 'review', message: 'Escaping is switched off' });
    },
  },
  tree(tree, look) {
    // Settings of Django: TEMPLATES[…]['OPTIONS']['autoescape'].
    for (const node of tree.ofType('pair')) {
      const [key, value] = node.children;
      if (key && value && /^["']autoescape["']$/.test(look.textOf(key)) && look.textOf(value) === 'False')
        look.report(node, { message: 'Escaping is switched off' });
    }
  },
});

export const headerOfInput = pythonRule({
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
  trustedMarkup,
  templateOfInput,
  autoescapeOff,
  headerOfInput,
  everythingInTemplate,
];

import { argument, type Call, givenValue } from '../flow/call.ts';
import { judge } from '../judge.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';
import { childOf, type PyNode } from '../syntax.ts';

export const trustedMarkup = pythonRule({
  id: 'python/trusted-markup',
  title: 'Text declared to be safe HTML',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-79'],
  kind: 'security',
  what: '`mark_safe`, `Markup`, `SafeString`, `format_html` with an f-string, `__html__` or a filter with `is_safe=True` trusts text that is put together.',
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
    /\b(mark_safe|Markup|SafeString|SafeText|SafeUnicode|SafeData|format_html|html_safe|is_safe|__html__|unescape)\b/,
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
      const first = argument(call, 0);
      if (first && (first.value.built || isFilledHere(first.node, look)))
        look.report(call.node, { message: 'The template of `format_html` is itself put together' });
    },
    html_safe(call, look) {
      if (/(^|\.)html_safe$/.test(call.name))
        look.report(call.node, { message: '`str()` of this class is taken for safe HTML' });
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
      else if (/^@\s*(\w+\.)*filter\([^)]*\bis_safe\s*=\s*True/.test(look.textOf(node)))
        look.report(node, { message: 'What this filter adds to safe text is taken for safe too' });
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

/** `"…" % name`, `"…".format(name)`, `f"…{name}"`: it is filled before `format_html` can escape. */
const isFilledHere = (node: PyNode, look: Look): boolean =>
  (node.type === 'binary_operator' && node.children.some((child) => look.textOf(child) === '%')) ||
  (node.type === 'call' && /["']\.format\(/.test(look.textOf(node))) ||
  node.children.some(({ type }) => type === 'interpolation');

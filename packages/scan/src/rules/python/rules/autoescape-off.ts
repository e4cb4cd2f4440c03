import { argument, type Call } from '../flow/call.ts';
import { clip } from '../flow/dotted-name.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

/** How a file name ends that is put together: `name + ".txt"`, `"%s.txt" % name`, `f"{name}.txt"`. */
const writtenEnding = /(\.\w+)["']\s*(?:%\s*[\w.]+|\.format\([^()]*\))?$/;

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
      const given = argument(call, 0);
      // Without values there is nothing to escape.
      if (call.name !== 'flask.render_template' || !given || call.arguments.length < 2) return;
      const name = given.value.text ?? look.textOf(given.node);
      const ending = given.value.text === null ? writtenEnding.exec(name)?.[1] : /\.\w+$/.exec(name)?.[0];
      if (ending !== undefined && !/^\.(html?|xml|xhtml|svg)$/i.test(ending))
        look.report(call.node, {
          confidence: 'review',
          message: `Flask does not escape in \`${clip(name)}\``,
        });
    },
    setup(call, look) {
      const given = call.name === 'aiohttp_jinja2.setup' ? argument(call, -1, 'autoescape') : null;
      if (given && look.textOf(given.node) === 'False')
        look.report(call.node, { message: 'Escaping is switched off' });
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
  assigned(target, _value, node, _inside, look) {
    const right = node.children.at(-1);
    if (/(^|\.)(jinja_)?env(ironment)?\.autoescape$/.test(target) && right && look.textOf(right) === 'False')
      look.report(node, { message: 'Escaping is switched off' });
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

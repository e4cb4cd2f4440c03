import { flowRule } from '../flow-rule.ts';

export const templateOfInput = flowRule({
  id: 'code/template-of-input',
  title: 'A template is made from a value from outside',
  severity: 'critical',
  confidence: 'likely',
  weakness: ['CWE-1336'],
  kind: 'security',
  what: 'The text of a template, not the values put into it, comes from outside.',
  why: 'Template languages run code: whoever writes the template reads your memory, or runs commands.',
  fix: 'Keep templates in files and pass values: `template({ name: req.query.name })`.',
  bad: [
    {
      'mail.js':
        'const Handlebars = require("handlebars");\napp.post("/", (req, res) => res.send(Handlebars.compile(req.body.template)({})));\n',
    },
    {
      'page.js':
        'const pug = require("pug");\napp.get("/", (req, res) => res.send(pug.render("h1 " + req.query.name)));\n',
    },
  ],
  good: [
    {
      'page.js':
        'const pug = require("pug");\nconst page = pug.compile("h1= name");\napp.get("/", (req, res) => res.json(page({ name: req.query.name })));\n',
    },
    {
      'page.js':
        'const ejs = require("ejs");\napp.get("/", (req, res) => res.json(ejs.render("<%= name %>", { name: req.query.name })));\n',
    },
  ],
  words: [
    '[hH]andlebars',
    '\\b(?:pug|jade|ejs|nunjucks|hogan|swig|squirrelly|Sqrl|whiskers|velocityjs)\\b',
    '[mM]ustache',
    '["\\\'](?:lodash|underscore|dot|eta|twig|art-template|template7)["\\\']',
    '\\b(?:_|doT)\\.template',
  ],
  purpose: 'template',
  sinks: [
    {
      of: [
        'handlebars.compile',
        'handlebars.precompile',
        'handlebars.template',
        'Handlebars.compile',
        'Handlebars.precompile',
        'pug.compile',
        'pug.render',
        'pug.compileClient',
        'jade.compile',
        'jade.render',
        'jade.compileClient',
        'ejs.compile',
        'ejs.render',
        'mustache.render',
        'mustache.parse',
        'Mustache.render',
        'Mustache.parse',
        'nunjucks.renderString',
        'nunjucks.compile',
        'nunjucks.Template',
        'nunjucks.Environment().renderString',
        'nunjucks.configure().renderString',
        'lodash.template',
        'lodash/template',
        'lodash.template.template',
        'underscore.template',
        '_.template',
        'dot.template',
        'dot.compile',
        'doT.template',
        'eta.render',
        'eta.renderString',
        'hogan.js.compile',
        'swig.render',
        'swig.compile',
        'twig.twig',
        'velocityjs.render',
        'squirrelly.render',
        'squirrelly.Render',
        'whiskers.render',
        'art-template.render',
        'art-template.compile',
        'template7.compile',
      ],
    },
  ],
  harm: 'is run as a template',
});

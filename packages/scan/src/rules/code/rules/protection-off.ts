import { codeRule } from '../code-rule.ts';
import { constantString, isFalse, isWholeObject, optionIn, optionOf, resolved } from '../program/constant.ts';
import { enclosing, isFunction, keyName } from '../program/node.ts';
import { headerOf } from '../program/response.ts';

const protections = [
  'contentSecurityPolicy',
  'frameguard',
  'hsts',
  'noSniff',
  'strictTransportSecurity',
  'xContentTypeOptions',
  'xFrameOptions',
];

const apollo = [
  '@apollo/server',
  'apollo-server',
  'apollo-server-express',
  'apollo-server-koa',
  'apollo-server-fastify',
  'apollo-server-hapi',
  'apollo-server-lambda',
  'apollo-server-micro',
];

export const protectionOff = codeRule({
  id: 'code/protection-off',
  title: 'A protection of the framework is switched off',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-693', 'CWE-352', 'CWE-79'],
  kind: 'security',
  what: 'A header of helmet is switched off, `X-XSS-Protection` set to 0, `method-override` stands after the CSRF check, Apollo’s `csrfPrevention` is off, or a content security policy allows `unsafe-inline` scripts.',
  why: 'What the header keeps out (scripts, frames, plain HTTP) comes in.',
  fix: 'Set the header up for your pages instead of leaving it out; put `method-override` before the check.',
  bad: [
    { 'app.js': 'const helmet = require("helmet");\napp.use(helmet({ contentSecurityPolicy: false }));\n' },
    {
      'app.js':
        'const express = require("express");\nconst app = express();\napp.use(express.csrf());\napp.use(express.methodOverride());\n',
    },
    {
      'graph.js':
        'const { ApolloServer } = require("@apollo/server");\nnew ApolloServer({ typeDefs, resolvers, csrfPrevention: false });\n',
    },
    {
      'csp.js':
        'const helmet = require("helmet");\napp.use(helmet.contentSecurityPolicy({ directives: { scriptSrc: ["\'self\'", "\'unsafe-eval\'"] } }));\n',
    },
  ],
  good: [
    {
      'csp.js':
        'const helmet = require("helmet");\napp.use(helmet.contentSecurityPolicy({ directives: { styleSrc: ["\'unsafe-inline\'"] } }));\n',
    },
    {
      'graph.js':
        'const { ApolloServer } = require("@apollo/server");\nnew ApolloServer({ typeDefs, resolvers });\n',
    },
    { 'app.js': 'const helmet = require("helmet");\napp.use(helmet());\n' },
    {
      'app.js':
        'const express = require("express");\nconst app = express();\napp.use(express.methodOverride());\napp.use(express.csrf());\n',
    },
  ],
  words: [
    'helmet',
    'method-?[oO]verride',
    '[xX]-[xX][sS][sS]-[pP]rotection',
    'ApolloServer',
    "[\"'`]'unsafe-(?:inline|eval)'",
  ],
  calls: [
    {
      of: ['helmet', '@fastify/helmet', 'koa-helmet'],
      look(call, look) {
        for (const name of protections) {
          const value = optionOf(look.code, call, 0, name);
          if (value && isFalse(look.code, value))
            look.report(value, `\`${name}\` is off`, { confidence: 'review' });
        }
      },
    },
    {
      of: ['*.register'],
      look(call, look) {
        const [plugin, options] = call.arguments;
        if (!plugin || !options || look.name(plugin) !== '@fastify/helmet') return;
        for (const name of protections) {
          const value = optionIn(look.code, options, name);
          if (value && isFalse(look.code, value))
            look.report(value, `\`${name}\` is off`, { confidence: 'review' });
        }
      },
    },
    {
      of: ['ApolloServer', 'server.ApolloServer'].flatMap((name) =>
        apollo.map((module) => `${module}.${name}`),
      ),
      look(call, look) {
        const [options] = call.arguments;
        if (!options || !isWholeObject(look.code, options)) return;
        const prevention = optionIn(look.code, options, 'csrfPrevention');
        if (prevention && isFalse(look.code, prevention))
          look.report(call, 'queries of forms on other sites are answered');
        // Off unless asked for, before the fourth major release and its new name.
        else if (!prevention && ![...look.code.modules].some((module) => module.startsWith('@apollo/')))
          look.report(call, 'nothing keeps forms on other sites from asking (`csrfPrevention`)', {
            confidence: 'review',
          });
      },
    },
    {
      of: ['express.methodOverride', 'method-override'],
      look(call, look) {
        const checks = [
          ...(look.code.callsByName.get('csrf') ?? []),
          ...(look.code.callsByName.get('csurf') ?? []),
        ];
        const before = checks.findLast(
          (check) => check.start < call.start && enclosing(check, isFunction) === enclosing(call, isFunction),
        );
        if (before) look.report(before, 'a request that says another method passes the CSRF check as a GET');
      },
    },
    {
      of: ['*.setHeader', '*.set', '*.header'],
      look(call, look) {
        const [name, value] = call.arguments.map((arg) => constantString(look.code, arg) ?? '');
        if (/^x-xss-protection$/i.test(name ?? '') && value === '0')
          look.report(call, 'the filter of old browsers is off', { severity: 'low', confidence: 'review' });
      },
    },
  ],
  nodes: {
    Property(node, look) {
      if (!/^script-?[sS]rc$/.test(keyName(node) ?? '') || node.parent?.type !== 'ObjectExpression') return;
      const list = resolved(look.code, node.value);
      const unsafe = (list.type === 'ArrayExpression' ? list.elements : [list]).find(
        (one) => one && /'unsafe-(inline|eval)'/.test(constantString(look.code, one) ?? ''),
      );
      if (unsafe)
        look.report(unsafe, `${look.quote(unsafe)} lets injected scripts run`, { confidence: 'review' });
    },
    Decorator(node, look) {
      const [name, value] = headerOf(look.code, node);
      if (/^x-xss-protection$/i.test(name ?? '') && value === '0')
        look.report(node, 'the filter of old browsers is off', { severity: 'low', confidence: 'review' });
    },
  },
});

import type { Look } from '../code-rule.ts';
import { flowRule } from '../flow-rule.ts';

export const queryOfInput = flowRule({
  id: 'code/ldap-or-xpath-of-input',
  title: 'An LDAP or XPath query holds a value from outside',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-90', 'CWE-643'],
  kind: 'security',
  what: 'The text of a query for a directory or an XML document is put together with a value from outside.',
  why: "`*)(uid=*` or `' or '1'='1` in the value changes what is asked: another entry, every entry.",
  fix: 'Build LDAP filters from filter objects (`new EqualityFilter`), and pass XPath variables beside the query.',
  bad: [
    {
      'xml.js':
        'const xpath = require("xpath");\napp.get("/", (req, res) => res.json(xpath.select(`//user[@id=\'${req.query.id}\']`, doc)));\n',
    },
    {
      'ldap.js':
        'const client = require("ldapjs").createClient({});\napp.get("/", (req) => client.search("o=x", { filter: "(uid=" + req.query.id + ")" }));\n',
    },
  ],
  good: [
    { 'xml.js': 'const xpath = require("xpath");\napp.get("/", () => xpath.select("//user", doc));\n' },
    {
      'ldap.js':
        'const client = require("ldapjs").createClient({});\napp.get("/", (req) => client.search("o=x", { filter: new EqualityFilter({ attribute: "uid", value: req.query.id }) }));\n',
    },
  ],
  words: ['xpath', 'ldapjs', 'ldapts', 'activedirectory'],
  purpose: 'text',
  sinks: [
    { of: ['xpath.select', 'xpath.select1', 'xpath.evaluate', 'xpath.parse'] },
    { of: ['*.search', '*.searchAsync', '*.bind', '*.del'], when: (_, look) => speaksLdap(look) },
    {
      of: ['*.search', '*.searchAsync'],
      args: [1],
      options: ['filter'],
      when: (_, look) => speaksLdap(look),
    },
  ],
  harm: 'gets into a query',
});

/** Clients of directories are made in one place and handed about. */
const speaksLdap = (look: Look): boolean =>
  ['ldapjs', 'ldapts', 'ldapjs-client', 'activedirectory', 'activedirectory2'].some((name) =>
    look.code.modules.has(name),
  );

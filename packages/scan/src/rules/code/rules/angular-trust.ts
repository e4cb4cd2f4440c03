import { codeRule } from '../code-rule.ts';
import { constantString, isConstant, isFalse, resolved } from '../program/constant.ts';
import { argumentOf } from '../program/node.ts';

const trusting = [
  'bypassSecurityTrustHtml',
  'bypassSecurityTrustStyle',
  'bypassSecurityTrustScript',
  'bypassSecurityTrustUrl',
  'bypassSecurityTrustResourceUrl',
];
const old = ['trustAs', 'trustAsHtml', 'trustAsJs', 'trustAsCss', 'trustAsUrl', 'trustAsResourceUrl'];

export const angularTrust = codeRule({
  id: 'code/angular-trust',
  title: 'Angular is told to trust a value',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-79'],
  kind: 'security',
  what: '`bypassSecurityTrust…`, `$sce.trustAs…`, or `$sceProvider.enabled(false)`. Where the value is not seen to come from outside it is for review.',
  why: 'Angular cleans what it binds; a trusted value is not cleaned, and scripts in it run.',
  fix: 'Bind the value as it is, or pass it through `sanitizer.sanitize(SecurityContext.HTML, value)`.',
  bad: [
    {
      'a.ts':
        'import { DomSanitizer } from "@angular/platform-browser";\nexport class A {\n  constructor(private sanitizer: DomSanitizer) {}\n  show(text: string) {\n    return this.sanitizer.bypassSecurityTrustHtml(text);\n  }\n}\n',
    },
    { 'old.js': 'angular.module("a").config(($sceProvider) => $sceProvider.enabled(false));\n' },
  ],
  good: [
    {
      'a.ts':
        'export class A {\n  show() {\n    return this.sanitizer.bypassSecurityTrustHtml("<b>x</b>");\n  }\n}\n',
    },
    { 'old.js': '$sceProvider.enabled(true);\n' },
  ],
  references: ['https://angular.dev/best-practices/security#trusting-safe-values'],
  words: ['bypassSecurityTrust', '\\$sce', 'resourceUrl'],
  calls: [
    {
      of: [...trusting, ...old].map((name) => `*.${name}`),
      look(call, look, name) {
        const value = argumentOf(call, name.endsWith('.trustAs') ? 1 : 0);
        if (!value || isConstant(look.code, value)) return;
        if (!name.includes('bypassSecurity') && !/sce/i.test(name)) return;
        const flow = look.flow(value, { purpose: 'html', also: ['parameter'] });
        const message = `${look.quote(value)} is shown as it is`;
        if (flow) look.reportFlow(call, flow, message);
        else if (value.type !== 'CallExpression') look.report(call, message, { confidence: 'review' });
      },
    },
    {
      of: ['*.resourceUrlWhitelist', '*.resourceUrlAllowlist', '*.trustedResourceUrlList'],
      look(call, look) {
        const list = call.arguments[0] ? resolved(look.code, call.arguments[0]) : null;
        if (list?.type !== 'ArrayExpression') return;
        const open = list.elements.find(
          (one) => one && /^(\*\*$|https?:\/\/[^/]*\*\*)/.test(constantString(look.code, one) ?? ''),
        );
        if (open) look.report(call, `${look.quote(open)} lets resources of any host in`);
      },
    },
    {
      of: ['*.enabled', '$sceProvider.enabled'],
      look(call, look, name) {
        const value = argumentOf(call, 0);
        if (/sceProvider\.enabled$/.test(name) && value && isFalse(look.code, value))
          look.report(call, 'strict contextual escaping is off for the whole application');
      },
    },
  ],
});

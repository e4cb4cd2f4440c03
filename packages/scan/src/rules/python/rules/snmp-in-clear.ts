import { argument, hasSpread, isKeyword } from '../flow/call.ts';
import { example, pythonRule } from '../python-rule.ts';

export const snmpInClear = pythonRule({
  id: 'python/snmp-in-clear',
  title: 'Devices managed without encryption',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-319'],
  kind: 'security',
  what: 'SNMP of version 1 or 2 (`CommunityData` with `mpModel`), or version 3 without a key for privacy.',
  why: 'The community is a password that goes over the network in clear, and so do the answers.',
  fix: 'Use version 3 with authentication and privacy: `UsmUserData(user, authKey, privKey)`.',
  aliases: ['B508', 'B509', 'S508', 'S509'],
  bad: [
    example('from pysnmp.hlapi import CommunityData', 'CommunityData("public", mpModel=0)'),
    example('from pysnmp.hlapi import UsmUserData', 'UsmUserData("ann")'),
  ],
  good: [example('from pysnmp.hlapi import UsmUserData', 'UsmUserData("ann", auth_key, priv_key)')],
  references: ['https://docs.lextudio.com/pysnmp/'],
  words: /\b(CommunityData|UsmUserData)\b/,
  calls: {
    CommunityData(call, look) {
      if (
        /^pysnmp\./.test(call.name) &&
        ['0', '1'].some((version) => isKeyword(call, 'mpModel', version, look.textOf))
      )
        look.report(call.node, { message: 'The community goes over the network in clear' });
    },
    UsmUserData(call, look) {
      if (!/^pysnmp\./.test(call.name) || hasSpread(call)) return;
      if (!argument(call, 2, 'privKey') && !argument(call, -1, 'privProtocol'))
        look.report(call.node, { message: 'What is asked and answered is not encrypted' });
    },
  },
});

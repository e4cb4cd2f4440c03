import { argument, isKeyword } from '../flow/call.ts';
import { example, pythonRule } from '../python-rule.ts';

export const hostKeyAccepted = pythonRule({
  id: 'python/host-key-accepted',
  title: 'SSH host keys are accepted unseen',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-322', 'CWE-295'],
  kind: 'security',
  what: '`AutoAddPolicy` or `WarningPolicy` of paramiko, or `known_hosts=None` of asyncssh.',
  why: 'The first connection, or every one, may be to somebody in between.',
  fix: 'Load the known keys (`load_system_host_keys`) and keep `RejectPolicy`.',
  aliases: ['B507', 'S507'],
  bad: [
    example(
      'import paramiko',
      'client = paramiko.SSHClient()',
      'client.set_missing_host_key_policy(paramiko.AutoAddPolicy())',
    ),
  ],
  good: [example('import paramiko', 'client = paramiko.SSHClient()', 'client.load_system_host_keys()')],
  words: /\b(set_missing_host_key_policy|known_hosts)\b/,
  calls: {
    set_missing_host_key_policy(call, look) {
      const policy = argument(call, 0);
      if (policy && /(AutoAdd|Warning)Policy/.test(`${policy.value.name} ${look.textOf(policy.node)}`))
        look.report(call.node, { message: 'Any host key is accepted' });
    },
    connect(call, look) {
      if (/^asyncssh\./.test(call.name) && isKeyword(call, 'known_hosts', 'None', look.textOf))
        look.report(call.node, { message: 'Any host key is accepted' });
    },
  },
});

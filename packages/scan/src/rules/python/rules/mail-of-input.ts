import { argument } from '../flow/call.ts';
import { judgeOutside } from '../judge.ts';
import { example, pythonRule } from '../python-rule.ts';

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

import { argument } from '../flow/call.ts';
import { judge } from '../judge.ts';
import { example, pythonRule } from '../python-rule.ts';

export const twimlOfValue = pythonRule({
  id: 'python/twiml-of-value',
  title: 'Instructions for a phone call put together from values',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-91'],
  kind: 'security',
  what: 'The `twiml` of a call of Twilio is a string made by `+`, `%`, `format` or an f-string.',
  why: 'A value with `</Say><Dial>…` in it makes the call dial other numbers at your cost.',
  fix: 'Build it with `twilio.twiml.voice_response.VoiceResponse`, which escapes.',
  bad: [
    example(
      'def ring(client, text):',
      '    client.calls.create(twiml=f"<Response><Say>{text}</Say></Response>")',
    ),
  ],
  good: [
    example(
      'from twilio.twiml.voice_response import VoiceResponse',
      'def ring(client, text):',
      '    answer = VoiceResponse()',
      '    answer.say(text)',
      '    client.calls.create(twiml=str(answer))',
    ),
  ],
  references: ['https://www.twilio.com/docs/voice/twiml'],
  words: /\btwiml\b/,
  calls: {
    create(call, look) {
      const given = argument(call, -1, 'twiml');
      if (!given?.value.built || !given.value.prefix.startsWith('<')) return;
      const judged = judge(given.value);
      if (judged)
        look.report(given.node, { ...judged.seen, message: `Part of the instructions ${judged.whence}` });
    },
  },
});

import { expect, test } from 'vitest';
import { type Appearance, hopeless, spamScore, suspicious } from './spam-score.ts';

const honest: Appearance = {
  title: 'Password reset link works twice',
  text: 'I asked for a reset, used the link, and an hour later it let me set another password. See https://shop.example/reset and https://owasp.org/x.',
  location: 'https://shop.example/reset',
  honeypot: '',
  filledInMs: 90_000,
  isAnonymous: true,
  sameTextBefore: 0,
  filedLately: 0,
};
const score = (more: Partial<Appearance>) => spamScore({ ...honest, ...more }).score;

test('an honest anonymous report passes', () => {
  expect(score({})).toBeLessThan(suspicious);
});

test.each([
  ['the hidden field is filled in', { honeypot: 'https://spam.example' }],
  ['it is filled in faster than anybody types', { filledInMs: 900 }],
  ['it did not come from our form', { filledInMs: null }],
  ['it advertises', { text: 'Best casino and betting, whatsapp me: https://a.example' }],
  [
    'it is links and hardly a word',
    { text: 'https://a.example https://b.example https://c.example buy now' },
  ],
  ['the same text came twice before', { sameTextBefore: 2 }],
])('looks suspicious when %s', (_, more) => {
  expect(score(more)).toBeGreaterThanOrEqual(suspicious);
});

test('a robot that does everything wrong waits even with a puzzle solved', () => {
  expect(score({ honeypot: 'x', filledInMs: 100, text: 'cheap casino backlinks' })).toBeGreaterThanOrEqual(
    hopeless,
  );
});

test('the moderator is told what was noticed', () => {
  expect(spamScore({ ...honest, filledInMs: 900 }).signals).toContain('filled in within seconds (4)');
});

test('a long pasted log is judged without delay', () => {
  const start = process.cpuUsage();
  score({ text: 'GET /x?a=1 HTTP/1.1\n'.repeat(6000) });
  score({ text: 'http://'.repeat(20_000) });
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(2);
});

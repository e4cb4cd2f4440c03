import { expect, test } from 'vitest';
import { hostOf } from './host-of.ts';

test('the host of what people write as an address', () => {
  for (const [text, host] of [
    ['https://shop.example.com/cart', 'shop.example.com'],
    ['shop.example.com/cart', 'shop.example.com'],
    ['example.com.', 'example.com'],
    ['wss://例え.jp', 'xn--r8jz45g.jp'],
    ['192.0.2.7:8080', '192.0.2.7'],
    ['https://[2001:db8::7]/', '[2001:db8::7]'],
  ])
    expect([text, hostOf(text ?? '')]).toEqual([text, host]);
});

test('what only looks like a host is none', () => {
  for (const text of [
    '../../etc/passwd',
    '..',
    '.example.com',
    'shop..example.com',
    `${'a'.repeat(64)}.com`,
    'com',
  ])
    expect([text, hostOf(text)]).toEqual([text, null]);
});

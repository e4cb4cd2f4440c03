import { expect, test } from 'vitest';
import { event } from '../logs/event.ts';
import { httpProbing } from '../scenarios/pack/http-probing.ts';
import { probing } from '../test/desk.ts';
import { Traffic } from './traffic.ts';

const request = (ip: string) => event({ source: 'nginx', kind: 'http-access', line: '', ip });

test('the busiest source stands out of a flood of fresh addresses, and counts stay exact', () => {
  const traffic = new Traffic();
  for (let n = 0; n < 40_000; n++) {
    traffic.note(request(`198.51.${n % 100}.${n % 251}`), false);
    if (n % 4 === 0) traffic.note(request('203.0.113.9'), true);
  }
  expect(traffic).toMatchObject({ requests: 50_000, blocked: 10_000 });
  expect(traffic.topSources(1)).toMatchObject([{ address: '203.0.113.9' }]);
});

test('who raises alerts comes before who only asks', () => {
  const traffic = new Traffic();
  for (let n = 0; n < 100; n++) traffic.note(request('198.51.100.1'), false);
  traffic.noteAlert(probing([httpProbing], '203.0.113.9'));
  expect(traffic.topSources(2).map(({ address }) => address)).toEqual(['203.0.113.9', '198.51.100.1']);
  expect(traffic.scenarios()).toEqual([{ name: 'bugheist/http-probing', alerts: 1 }]);
});

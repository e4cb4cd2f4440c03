/**
 * The smallest site there is, with a guard in front of it or without: 5,000 decisions are in force, a hundred of them
 * about ranges, and every request is poured into every scenario. Started by `guard-request.ts`.
 */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GuardMiddleware } from '@bugheist/guard/bouncers/middleware';
import type { Decision } from '@bugheist/guard/decisions/decision';
import { AddressRanges, parseRange } from '@bugheist/guard/logs/address-range';
import { Engine } from '@bugheist/guard/scenarios/engine';
import { pack } from '@bugheist/guard/scenarios/pack/pack';

const engine = new Engine(pack);
const middleware = new GuardMiddleware({
  trusted: new AddressRanges([parseRange('127.0.0.1')].filter((range) => range !== null)),
  now: Date.now,
  challenge: { key: 'a key of sixteen bytes or more' },
  onEvent: (event) => void engine.pour(event),
});
await middleware.enforce(Array.from({ length: 5000 }, (_, n) => decision(n)));

const site: RequestListener = (_, response) => {
  response.end('hello');
};
const server = createServer(process.env['GUARD'] === 'on' ? middleware.wrap(site) : site);
server.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
process.once('SIGTERM', () => process.exit(0));

function decision(n: number): Decision {
  const isRange = n % 50 === 0;
  const value = isRange ? `203.${n >> 8}.${n & 255}.0/24` : `198.${18 + (n >> 8)}.${n & 255}.7`;
  return {
    ...{ id: `d${n}`, scope: isRange ? 'range' : 'ip', value, host: '', measure: 'ban', scenario: 'bench' },
    ...{ reason: 'bench', evidence: [], from: 0, until: Number.MAX_SAFE_INTEGER, origin: 'guard' },
    ...{ shadow: false, held: false, strike: 1 },
  };
}

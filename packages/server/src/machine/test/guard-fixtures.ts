import type { Tx } from '../../db/transaction.ts';
import { newId } from '../../id.ts';
import { system } from '../../permission/actor.ts';
import type { World } from '../../web/test/world.ts';
import { pushDecisions } from '../exchange-decisions.ts';
import { addGuard } from '../guard-token.ts';
import { takeHeartbeat } from '../heartbeat.ts';
import { incidentSchema } from '../incident.ts';
import { receiveIncidents } from '../receive-incidents.ts';
import { guardById, insertGuard } from '../store/guards.ts';
import { openPerimeter } from '../store/perimeters.ts';
import { alarm, attack, noise } from './guard.ts';

const attacker = '192.0.2.66';
const line = `${attacker} - - [24/Nov/2026:12:00:10 +0000] "GET /x?from=2001:db8::66&mail=rita@people.test HTTP/1.1" 200 1`;
export const decisionId = 'a-decision-of-the-tests';

/** Guards of Acme and of this server who saw an attacker everywhere an address could stand. */
export async function makeGuardFixtures(tx: Tx, world: World, now: Date) {
  const organizationId = world.organization('acme');
  const { id: guardId } = await addGuard(tx, { organizationId, name: 'web-1', actor: system }, now);
  const own = await openPerimeter(tx, null, now);
  const ownId = newId(now);
  await insertGuard(tx, { id: ownId, perimeterId: own.id, name: 'this server', createdAt: now });
  for (const [id, organization] of [
    [guardId, organizationId],
    [ownId, null],
  ] as const) {
    const guard = await guardById(tx, id);
    if (!guard) throw new Error('The guard of the tests is gone.');
    const seen = { evidence: [line], sources: [attacker], paths: [`/get/${attacker}`], last: now.getTime() };
    const incidents = [
      noise({ ...seen, description: `Asked by ${attacker}` }),
      attack({ ...seen, host: attacker }),
      alarm({ ...seen, description: `${attacker} is full` }),
    ].map((incident) => incidentSchema.parse(incident));
    await receiveIncidents(tx, { guard, organizationId: organization, run: 'r', incidents }, now);
    const decision = {
      id: decisionId,
      scope: 'ip' as const,
      value: attacker,
      host: '',
      measure: 'ban' as const,
      scenario: 'bugheist/http-probing',
      reason: `Asked for much, from ${attacker}`,
      evidence: [line],
      from: now.getTime() - 1000,
      until: now.getTime() + 3_600_000,
      origin: 'guard' as const,
      shadow: false,
      held: false,
      strike: 1,
    };
    const decisions = [
      decision,
      { ...decision, id: `${decisionId}-held`, held: true, value: '2001:db8::66' },
      { ...decision, id: `${decisionId}-user`, scope: 'username' as const, value: 'rita@people.test' },
    ];
    await pushDecisions(tx, guard, { decisions, endings: [] }, now);
    await takeHeartbeat(
      tx,
      guard,
      {
        version: 1,
        run: 'r',
        sent: now.getTime(),
        started: now.getTime(),
        requests: 100,
        blocked: 10,
        alerts: 3,
        scenarios: [{ name: 'bugheist/http-probing', alerts: 3 }],
        sources: [{ name: '/var/log/nginx/access.log', behindBytes: 0 }],
        bouncers: [{ name: 'nftables', up: true }],
        topSources: [{ address: attacker, requests: 10, alerts: 3 }],
        unwritten: 0,
        unsent: 0,
      },
      now,
    );
  }
  return { guardId, decisionId };
}

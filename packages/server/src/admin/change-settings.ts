import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { instanceDefaultDisclosure } from '../organization/store/organizations.ts';
import type { PersonActor } from '../permission/actor.ts';
import { storeDefaultDisclosure } from './store.ts';

/** How bugs of new organizations start that are not about security. The caller has checked `instance.administer`. */
export async function changeDefaultDisclosure(
  tx: Tx,
  { value, actor }: { value: 'private' | 'full'; actor: PersonActor },
  now: Date,
): Promise<void> {
  const from = await instanceDefaultDisclosure(tx);
  if (from === value) return;
  await storeDefaultDisclosure(tx, value, { by: actor.id, at: now });
  const content = { setting: 'default-disclosure', from, to: value };
  await recordAudit(
    tx,
    { actor, action: 'instance.change-setting', objectType: 'instance', objectId: 'settings', content },
    now,
  );
}

import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import type { PersonActor } from '../permission/actor.ts';
import { type InstanceSettings, settingKeys } from '../settings/instance-settings.ts';
import { readInstanceSettings, storeSetting } from '../settings/store.ts';

/** Keeps what differs, each with a line in the audit log. The caller has checked `instance.administer`. */
export async function changeInstanceSettings(
  tx: Tx,
  { wanted, actor }: { wanted: InstanceSettings; actor: PersonActor },
  now: Date,
): Promise<void> {
  const present = await readInstanceSettings(tx);
  for (const name of Object.keys(settingKeys) as (keyof InstanceSettings)[]) {
    const [setting, from, to] = [settingKeys[name], present[name], wanted[name]];
    if (from === to) continue;
    await storeSetting(tx, setting, to, { by: actor.id, at: now });
    const content = { setting, from, to };
    await recordAudit(
      tx,
      { actor, action: 'instance.change-setting', objectType: 'instance', objectId: 'settings', content },
      now,
    );
  }
}

import { inArray } from 'drizzle-orm';
import { setting } from '../db/tables/people.ts';
import type { Tx } from '../db/transaction.ts';
import { type InstanceSettings, type SettingKey, settingKeys, settingsFrom } from './instance-settings.ts';

export async function readInstanceSettings(tx: Tx): Promise<InstanceSettings> {
  const rows = await tx
    .select({ key: setting.key, value: setting.value })
    .from(setting)
    .where(inArray(setting.key, Object.values(settingKeys)));
  return settingsFrom(new Map(rows.map(({ key, value }) => [key, value])));
}

export async function storeSetting(
  tx: Tx,
  key: SettingKey,
  value: string,
  { by, at }: { by: string; at: Date },
): Promise<void> {
  const row = { value, updatedAt: at, updatedBy: by };
  await tx
    .insert(setting)
    .values({ key, ...row })
    .onConflictDoUpdate({ target: setting.key, set: row });
}

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../db/test/database.ts';
import { system } from '../permission/actor.ts';
import { recordAudit } from './record.ts';
import { sealAudit } from './seal.ts';
import { verifyAudit } from './verify.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.transaction(async (tx) => {
    for (let index = 0; index < 5; index++)
      await recordAudit(
        tx,
        {
          actor: system,
          action: 'test.write',
          objectType: 'test',
          objectId: `${index}`,
          content: { b: 1, a: index },
        },
        new Date(),
      );
  });
});
afterAll(() => database[Symbol.asyncDispose]());

test('sealed entries verify, and the head changes with every entry', async () => {
  expect(await database.transaction(sealAudit)).toBe(5);
  const before = await verifyAudit(database.query);
  expect(before).toMatchObject({ ok: true, sealed: 5, unsealed: 0 });
  await database.transaction((tx) =>
    recordAudit(tx, { actor: system, action: 'test.write', objectType: 'test', objectId: 'x' }, new Date()),
  );
  expect(await verifyAudit(database.query)).toMatchObject({ ok: true, sealed: 5, unsealed: 1 });
  await Promise.all([database.transaction(sealAudit), database.transaction(sealAudit)]);
  expect(await verifyAudit(database.query)).toMatchObject({ ok: true, sealed: 6, unsealed: 0 });
});

test('an attacker with the application’s rights can neither change nor remove an entry', async () => {
  for (const attack of [
    sql`update audit_entry set action = 'x'`,
    sql`delete from audit_entry`,
    sql`truncate audit_entry`,
    sql`update audit_entry set position = null, hash = null`,
  ])
    await expect(database.query.execute(attack)).rejects.toThrow();
});

test('tampering behind the trigger is found and named', async () => {
  await database.query.execute(sql`alter table audit_entry disable trigger audit_entry_append_only`);
  await database.query.execute(sql`update audit_entry set object_id = 'forged' where position = 3`);
  expect(await verifyAudit(database.query)).toMatchObject({ ok: false, position: 3 });
  await database.query.execute(sql`delete from audit_entry where position = 3`);
  expect(await verifyAudit(database.query)).toMatchObject({
    ok: false,
    position: 3,
    reason: 'entry 3 is missing',
  });
});

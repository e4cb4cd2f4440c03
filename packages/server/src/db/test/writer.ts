import { openDatabase } from '../database.ts';

// Inserts 1, 2, 3, … each in a transaction of its own, and prints each number once it is committed.
const database = await openDatabase({ url: null, dataDirectory: process.argv[2] ?? '' });
await database.raw.script('create table if not exists written (n integer primary key, filler text)');
const [last] = await database.raw.rows('select coalesce(max(n), 0) as n from written');
for (let n = Number(last?.['n']) + 1; ; n++) {
  await database.rawTransaction((raw) =>
    raw.rows('insert into written values ($1, $2)', [n, 'x'.repeat(n % 500)]),
  );
  process.stdout.write(`${n}\n`);
}

import type { Db } from 'pg-boss';
import type { Database } from '../db/database.ts';

/**
 * Lets pg-boss work on our database. It sends blocks of `BEGIN; … COMMIT;` as one text; ours runs such a block as a
 * transaction of its own. Sent as it stands, a failing block would leave the embedded database's only connection in
 * an aborted transaction, and the application's next statements would fail.
 */
export function adapterFor(database: Database): Db {
  return {
    executeSql: async (text, values) => {
      if (values && values.length > 0) return { rows: await database.raw.rows(text, values) };
      const block = splitBlock(text);
      if (block === null) return { rows: await database.raw.script(text) };
      const rows = await database.rawTransaction((raw) => raw.script(block.inside));
      if (block.after !== '') rows.push(...(await database.raw.script(block.after)));
      return { rows };
    },
    listen: async (channel, onNotification, onReconnect) => {
      const close = await database.listen(channel, onNotification, onReconnect);
      onReconnect();
      return { close };
    },
  };
}

/** What stands between `BEGIN;` and the last `COMMIT;`, and after it; null when the text is no block. */
export function splitBlock(text: string): { inside: string; after: string } | null {
  // A function's body has its own BEGIN, without a semicolon.
  const [, inside, after] = /^\s*BEGIN;(.*)\bCOMMIT;(.*)$/is.exec(text) ?? [];
  return inside === undefined || after === undefined ? null : { inside: inside.trim(), after: after.trim() };
}

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openDatabase } from '../db/database.ts';
import { serve } from './serve.ts';

test.each(['PORT', 'METRICS_PORT'])(
  'with %s taken the start ends in a sentence and lets go of the data',
  async (name) => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'bugheist-serve-'));
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = String(typeof address === 'object' ? address?.port : address);
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    for (const [key, value] of Object.entries({
      DATA_DIR: dataDirectory,
      DATABASE_URL: '',
      BASE_URL: '',
      PORT: '0',
      [name]: port,
    }))
      vi.stubEnv(key, value);
    try {
      expect(await serve([])).toBe(1);
      expect(said.mock.calls.flat().join()).toContain(`Port ${port} of 127.0.0.1 is in use`);
      const database = await openDatabase({ url: null, dataDirectory });
      await database.ping();
      await database.close();
    } finally {
      vi.unstubAllEnvs();
      vi.restoreAllMocks();
      other.close();
      rmSync(dataDirectory, { recursive: true });
    }
  },
  60_000,
);

import { openDatabase } from '../database.ts';
import { migrate } from '../migrate.ts';

// Opens the database, migrates it by the folder named second, and says what happened.
const [dataDirectory = '', folder] = process.argv.slice(2);
try {
  const database = await openDatabase({ url: null, dataDirectory });
  process.stdout.write('opened\n');
  const log = { info: (message: string) => process.stdout.write(`${message}\n`), warn: () => undefined };
  if (folder) await migrate(database, { folder, log });
  await database.close();
  process.stdout.write('closed\n');
} catch (error) {
  process.stdout.write(`refused: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

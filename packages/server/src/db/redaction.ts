/**
 * Runs a driver's query; when it fails, blanks the values first. Drizzle builds its error message from this very
 * array, and that message ends in logs: password hashes and tokens must not.
 */
export async function withRedactedValues<T>(values: unknown, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (Array.isArray(values)) values.fill('[hidden]');
    throw error;
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { Advisories } from './advisories.ts';
import { IndexFailure } from './index-failure.ts';
import { type IndexLocation, trustedKeyPath } from './index-path.ts';
import { AdvisoryIndex } from './open-index.ts';

/** The key that an index at this place must be signed with. Throws IndexFailure when none is known. */
export function trustedKey({ path, key }: IndexLocation): string {
  if (key !== null) return key;
  const pinned = trustedKeyPath(path);
  if (!existsSync(path)) throw new IndexFailure(`there is no advisory index at ${path}`);
  if (!existsSync(pinned))
    throw new IndexFailure(`no trusted key is known for ${path}: name it, or run bugheist scan db update`);
  return readFileSync(pinned, 'utf8').trim();
}

/** Opens the index, verified. Throws IndexFailure. */
export const openIndex = (location: IndexLocation): AdvisoryIndex =>
  new AdvisoryIndex(location.path, trustedKey(location));

/** What is known on this machine; with the seed alone, and the reason, when there is no index to trust. */
export function loadAdvisories(location: IndexLocation): Advisories {
  try {
    return new Advisories(openIndex(location), null);
  } catch (error) {
    if (!(error instanceof IndexFailure)) throw error;
    return new Advisories(null, error.message);
  }
}

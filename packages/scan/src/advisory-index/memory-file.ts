import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { BuildMemory } from './build-index.ts';

/** What a build leaves for the next one, besides the index. */
export interface UpdateMemory extends BuildMemory {
  /** Where it was built from, for `db update` without `--from`. */
  readonly from: string;
  /** The ETag of each archive's address. */
  readonly etags: ReadonlyMap<string, string>;
}

const maxBytes = 1024 * 1024 * 1024;

/** The memory of the last build; null when there is none or it makes no sense: then everything is read again. */
export function readMemory(path: string): UpdateMemory | null {
  if (!existsSync(path)) return null;
  try {
    const parsed: unknown = JSON.parse(
      gunzipSync(readFileSync(path), { maxOutputLength: maxBytes }).toString('utf8'),
    );
    if (typeof parsed !== 'object' || parsed === null) return null;
    const { built, from, stamps, etags } = { built: '', from: '', stamps: [], etags: [], ...parsed };
    return { built: String(built), from: String(from), stamps: mapOf(stamps), etags: mapOf(etags) };
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return null;
    throw error;
  }
}

export const memoryBytes = ({ built, from, stamps, etags }: UpdateMemory): Buffer =>
  gzipSync(JSON.stringify({ built, from, stamps: [...stamps], etags: [...etags] }));

function mapOf(pairs: unknown): Map<string, string> {
  if (!Array.isArray(pairs)) return new Map();
  return new Map(
    pairs.map((pair: unknown) => (Array.isArray(pair) ? [String(pair[0]), String(pair[1])] : ['', ''])),
  );
}

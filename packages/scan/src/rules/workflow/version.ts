import type { SourceFile } from '../../engine/file.ts';
import type { Placed } from './workflow-file.ts';

/** The version of an action by its tag, or by the comment behind its commit (`# v4.2.1`); null when neither says it. */
export function versionOf(uses: Placed, file: SourceFile): string | null {
  const [, ref = ''] = uses.text.split('@');
  if (!/^[0-9a-f]{40}$/.test(ref)) return asVersion(ref);
  const line = file.line(file.positionAt(uses.end).line);
  const [, comment = ''] = /#\s*(?:tag=|pin@|@)?(\S{1,40})/.exec(line.slice(line.indexOf(ref))) ?? [];
  return asVersion(comment);
}

const asVersion = (text: string): string | null => /^v?(\d+(?:\.\d+){0,2})\b/.exec(text)?.[1] ?? null;

export const majorOf = (version: string | null): number | null =>
  version === null ? null : Number.parseInt(version, 10);

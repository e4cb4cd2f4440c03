import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the index lies, and whose signature it must carry. */
export interface IndexLocation {
  readonly path: string;
  /** Base64 of an Ed25519 public key; null: the one that the first build on this machine left beside the index. */
  readonly key: string | null;
}

/** OSV's own archives, for whoever has no other source. Source: https://google.github.io/osv.dev/data/ */
export const osvArchives = 'https://osv-vulnerabilities.storage.googleapis.com';

/** The builder's own files beside the index. */
export const signingKeyPath = (path: string): string => `${path}.key`;
export const trustedKeyPath = (path: string): string => `${path}.pub`;
export const memoryPath = (path: string): string => `${path}.memory`;

type Environment = Readonly<Record<string, string | undefined>>;

/** Source: XDG Base Directory specification. */
export function defaultIndexPath(env: Environment): string {
  const data = env['XDG_DATA_HOME'] || join(env['HOME'] || homedir(), '.local', 'share');
  return join(data, 'bugheist', 'advisories.bhx');
}

import type { SourceFile } from '../../engine/file.ts';
import type { Place, RuleCard } from '../../engine/rule.ts';

/** A rule that a file's name is enough for. */
export interface KeyFileRule extends RuleCard {
  readonly paths: RegExp;
  place(file: SourceFile): Place;
}

const card = { severity: 'high', kind: 'security', weakness: ['CWE-312'] } as const;
const fix =
  'Take it out of the repository and its history, replace what it holds, and keep it in a secret store.';

const place =
  (what: string) =>
  (file: SourceFile): Place => ({
    start: 0,
    end: 0,
    message: `${what}: ${file.path}`,
    identity: file.path,
    evidence: '',
  });

/** Binary containers of keys: what is inside cannot be read here, but that they lie in the repository can be seen. */
export const keyFileRules: readonly KeyFileRule[] = [
  {
    ...card,
    id: 'secret/key-container',
    title: 'Container of private keys',
    confidence: 'likely',
    what: 'A PKCS #12, Java or macOS container of keys lies in the repository.',
    why: 'It holds private keys under a password that can be guessed off line, or that stands in the same repository.',
    fix,
    paths: /\.(p12|pfx|jks|keystore|keychain|keychain-db|bks)$/i,
    place: place('Container of private keys'),
    bad: [{ 'certificates/client.p12': '' }, { 'App_TemporaryKey.pfx': '' }],
    good: [{ 'docs/type.P126.html': '<p>\n' }, { 'cert.pem': '' }],
  },
  {
    ...card,
    id: 'secret/password-database',
    title: 'Password database',
    severity: 'critical',
    confidence: 'likely',
    what: "A password manager's database lies in the repository.",
    why: 'Its master password can be guessed off line.',
    fix,
    paths: /\.(kdbx?|psafe3|agilekeychain|1pif)$/i,
    place: place('Password database'),
    bad: [{ 'team.kdbx': '' }],
    good: [{ 'kdb.md': '' }],
  },
];

/** Files whose name alone is a finding are looked at even when they are binary. */
export const isKeyFile = (path: string): boolean => keyFileRules.some(({ paths }) => paths.test(path));

import { commonPasswords, commonWords } from './frequent-passwords.ts';

export const passwordLength = { min: 10, max: 1024 } as const;

/**
 * Why a new password is not good enough, as a sentence for its owner, or null. No rule about kinds of characters:
 * length and not being guessable is what counts.
 *
 * Source: NIST SP 800-63B §5.1.1.2.
 */
export function passwordProblem(
  password: string,
  owner: { handle: string | null; email: string | null },
): string | null {
  const normal = password.normalize('NFKC');
  const length = [...normal].length;
  if (length < passwordLength.min)
    return `At least ${passwordLength.min} characters, please; three or four unrelated words do well.`;
  if (length > passwordLength.max) return `At most ${passwordLength.max} characters, please.`;
  const lower = normal.toLowerCase();
  if (isCommon(lower)) return 'This is among the first passwords attackers try. Please choose another.';
  if (isMonotonous(lower)) return 'This repeats or counts a few characters. Please choose another.';
  if (isOwn(lower, owner)) return 'This is little more than your own name or address. Please choose another.';
  return null;
}

function isCommon(lower: string): boolean {
  if (commonPasswords.has(lower)) return true;
  const letters = lower.replace(/[^\p{L}]+$/u, '').replace(/^[^\p{L}]+/u, '');
  return commonWords.has(letters) || commonWords.has(unmask(letters));
}

/** `p@ssw0rd` is no better than `password`. */
const unmask = (word: string): string =>
  word.replace(
    /[@4310$57!]/g,
    (sign) =>
      ({ '@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o', $: 's', '5': 's', '7': 't' })[sign] ??
      sign,
  );

/** Fewer than four different characters, a short piece over and over, or a run along the alphabet or the digits. */
function isMonotonous(lower: string): boolean {
  if (new Set(lower).size < 4) return true;
  if (/^(.{1,5}?)\1+.{0,4}$/u.test(lower) && lower.length < 24) return true;
  const codes = [...lower].map((sign) => sign.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  const runs = steps.filter((step) => step === 1 || step === -1 || step === 0 || step === -9).length;
  return runs >= steps.length - 1;
}

function isOwn(lower: string, { handle, email }: { handle: string | null; email: string | null }): boolean {
  const [local = '', domain = ''] = email?.toLowerCase().split('@') ?? [];
  const names = [email?.toLowerCase() ?? '', local, domain.split('.')[0] ?? '', handle?.toLowerCase() ?? ''];
  return names.some((name) => name.length >= 4 && lower.replaceAll(name, '').length < 6);
}

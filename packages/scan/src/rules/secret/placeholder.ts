/**
 * Is this what people write instead of a secret? Words of documentation, one character over and over, the
 * alphabet, a variable to be filled in. Long values are not searched for words: chance would find some.
 * The text may be Latin-1 (a character a byte), in which an ellipsis has three.
 */
export function isPlaceholder(secret: string): boolean {
  if (/\$\{|\{\{|\}\}|%\(|\$\(|<[a-z]|\*{3}|\.{3}|…|\xe2\x80\xa6/i.test(secret)) return true;
  if (secret.length <= 200 && words.test(secret)) return true;
  return longestRun(secret, (a, b) => a === b) > secret.length * 0.4 || isAlphabet(secret);
}

const words =
  /example|placeholder|redacted|changeme|change[_-]?me|replace[_-]?(me|with)|insert[_-]?|dummy|not[_-]?a[_-]?real|your[_-]?|[_-]?here$|^<|todo|xxxxx|_put_|hello|foobar/i;

const isAlphabet = (secret: string): boolean =>
  secret.length >= 8 &&
  longestRun(secret, (a, b) => b.charCodeAt(0) === a.charCodeAt(0) + 1) > secret.length * 0.4;

function longestRun(text: string, continues: (a: string, b: string) => boolean): number {
  let longest = 1;
  let current = 1;
  for (let at = 1; at < text.length; at++) {
    current = continues(text.charAt(at - 1), text.charAt(at)) ? current + 1 : 1;
    if (current > longest) longest = current;
  }
  return text === '' ? 0 : longest;
}

/**
 * Is a text nested deeper than the native parser's stack may bear? It overflows near 10,000 levels on the main thread,
 * and an overflow there ends the whole process, which no catch prevents. Counts brackets in strings, too: real code
 * stays far below the bounds either way.
 */
export function isNestedTooDeep(utf8: Uint8Array): boolean {
  let brackets = 0;
  let chained = 0;
  for (let at = 0; at < utf8.length; at++) {
    const byte = utf8[at] as number;
    // Most bytes say nothing; the table has an entry for each value.
    if (telling[byte] === 0) continue;
    // Reading past the end would have the loop compiled anew.
    const next = at + 1 < utf8.length ? (utf8[at + 1] as number) : lineFeed;
    switch (byte) {
      case 0x28: // (
      case 0x5b: // [
      case 0x7b: // {
        if (++brackets > maxBrackets) return true;
        break;
      case 0x29: // )
      case 0x5d: // ]
      case 0x7d: // }
        if (brackets > 0) brackets--;
        break;
      case 0x3b: // ; at the end of a line: chains of arrows, conditions, type arguments and elements end here
        if (next === lineFeed || next === 0x0d) chained = 0;
        break;
      case 0x3f: // ? of a condition, neither `?.`, `??` nor a type's `?:`
        if (!notCondition.includes(next) && ++chained > maxChained) return true;
        break;
      case 0x3d: // =>
        if (next === 0x3e && ++chained > maxChained) return true;
        break;
      case 0x3c: // < of an element or a type argument, and </ that ends one
        chained += next === 0x2f ? -1 : isLetter(next) ? 1 : 0;
        if (chained > maxChained) return true;
        break;
      default: // /> ends an element
        if (next === 0x3e && chained > 0) chained--;
    }
  }
  return false;
}

const maxBrackets = 1000;
const maxChained = 2000;

const lineFeed = 0x0a;
const notCondition = Buffer.from('.?:,)');
const telling = new Uint8Array(256);
for (const byte of Buffer.from('([{)]};?=</')) telling[byte] = 1;

const isLetter = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

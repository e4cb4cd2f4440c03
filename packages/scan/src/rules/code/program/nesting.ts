/**
 * Is a text nested deeper than the native parser's stack may bear? It overflows near 10,000 levels on the main thread,
 * and an overflow there ends the whole process, which no catch prevents. Counts brackets in strings, too: real code
 * stays far below the bounds either way.
 */
export function isNestedTooDeep(text: string): boolean {
  let brackets = 0;
  let chained = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
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
        if (isLineBreak(text.charCodeAt(at + 1))) chained = 0;
        break;
      case 0x3f: // ? of a condition, neither `?.`, `??` nor a type's `?:`
        if (!/[.?:,)]/.test(text.charAt(at + 1)) && ++chained > maxChained) return true;
        break;
      case 0x3d: // =>
        if (text.charCodeAt(at + 1) === 0x3e && ++chained > maxChained) return true;
        break;
      case 0x3c: // < of an element or a type argument, and </ that ends one
        chained += text.charCodeAt(at + 1) === 0x2f ? -1 : isLetter(text.charCodeAt(at + 1)) ? 1 : 0;
        if (chained > maxChained) return true;
        break;
      case 0x2f: // /> ends an element
        if (text.charCodeAt(at + 1) === 0x3e && chained > 0) chained--;
        break;
      default:
    }
  }
  return false;
}

const maxBrackets = 1000;
const maxChained = 2000;

const isLineBreak = (code: number): boolean => code === 0x0a || code === 0x0d || Number.isNaN(code);
const isLetter = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

/** May a literal be a secret that is used: neither empty, nor a public key, nor a place to fill in? */
export const mayBeSecret = (text: string): boolean =>
  text.length > 0 && !/PUBLIC KEY|^\$\{|^<.*>$|^%\w+%$|^\{\{|^process\.env/.test(text);

import type { Exchange } from '../../site/exchange.ts';

export const references = ['https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie'];

export interface Cookie {
  readonly name: string;
  readonly attributes: ReadonlySet<string>;
}

/** Names of cookies and their attributes in lower case; values are not kept. */
export const cookiesOf = ({ headers }: Exchange): Cookie[] =>
  (headers.get('set-cookie') ?? []).map((header) => {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    return {
      name: pair.split('=')[0] ?? '',
      attributes: new Set(
        attributes
          .map((attribute) => attribute.toLowerCase().split('=')[0] ?? '')
          .concat(attributes.map((a) => a.toLowerCase())),
      ),
    };
  });

/** Cookies that stand for a person who signed in. Anti-forgery tokens are read by scripts on purpose. */
export const isSession = (name: string): boolean =>
  /sess|sid$|auth|token|jwt|login|remember/i.test(name) && !/csrf|xsrf/i.test(name);

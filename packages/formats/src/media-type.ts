/** Media types of the documents this package reads and writes. Source: SARIF 2.1.0 §3.1, RFC 9116 §3. */
export const mediaTypes = {
  sarif: 'application/sarif+json',
  securityTxt: 'text/plain; charset=utf-8',
} as const;

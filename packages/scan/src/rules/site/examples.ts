/** The beginning of a page's answer; more header lines, an empty line and the page may follow. */
export const html = 'HTTP/1.1 200 OK\ncontent-type: text/html\n';

/** The head of an answer in plain text. */
export const text = 'HTTP/1.1 200 OK\ncontent-type: text/plain\n\n';

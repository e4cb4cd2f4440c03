import { createHash } from 'node:crypto';

/** How the pages look that a refused browser gets: it can load nothing else from the site, so they carry it along. */
export interface Look {
  /** The site's own name, asked for each time. */
  readonly siteName: () => string;
  /** CSS behind the pages' own; it is not escaped. The custom properties it may set are in `defaultStyle`. */
  readonly style: string;
}

export interface PageParts {
  readonly title: string;
  /** Markup; whoever writes it has escaped what needs it. */
  readonly body: string;
  /** The only script that may run; `''` for none. */
  readonly script: string;
}

/** One self-contained document, and the headers that let nothing else run or load. */
export function drawRefusalPage(
  { title, body, script }: PageParts,
  look: Look | null,
): { readonly html: string; readonly headers: Readonly<Record<string, string>> } {
  const style = look === null ? defaultStyle : defaultStyle + look.style;
  const brand = look === null ? '' : `<p class="site">${escaped(look.siteName())}</p>\n`;
  const scripts = script === '' ? '' : `<script>${script}</script>\n`;
  return {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policyFor(style, script),
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${brand}<h1>${escaped(title)}</h1>
${body}
</main>
${scripts}</body>
</html>
`,
  };
}

export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Style and script of a site are always the same few: each is hashed once. */
const policies = new Map<string, string>();

function policyFor(style: string, script: string): string {
  const key = `${style}\0${script}`;
  const known = policies.get(key);
  if (known !== undefined) return known;
  const scripts = script === '' ? '' : ` script-src '${hashOf(script)}';`;
  const policy = `default-src 'none';${scripts} style-src '${hashOf(style)}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  policies.set(key, policy);
  return policy;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

const defaultStyle = `:root{color-scheme:light dark;--paper:light-dark(#fff,#161616);--ink:light-dark(#1d1d1d,#ececec);--ink-2:light-dark(#555,#b5b5b5);--line:light-dark(#ddd,#3a3a3a);--accent:var(--ink);--heading:inherit}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,sans-serif}
main{max-width:37rem;margin:0 auto;padding:12vh 1.25rem 3rem}
.site{margin:0 0 2.5rem;color:var(--accent);font-weight:600}
h1{margin:0 0 1rem;font:600 1.75rem/1.25 var(--heading);text-wrap:balance}
p,ul{margin:0 0 1rem}
ul{padding-inline-start:1.25rem}
.reference{margin-top:2rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--ink-2);font-size:.875rem}
code{font:.8125rem ui-monospace,monospace;color:var(--ink);overflow-wrap:anywhere}
`;

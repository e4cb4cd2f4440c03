/** Handles after an @ in a text, each once; not those inside code or an e-mail address. At most twenty. */
export function mentionsIn(markdown: string): string[] {
  const prose = markdown.replace(/```[\s\S]*?(```|$)/g, ' ').replace(/`[^`\n]*`/g, ' ');
  const found = prose.matchAll(/(?<![\w@./+-])@([a-z0-9](?:-?[a-z0-9]){1,38})(?![\w@-])/gi);
  return [...new Set([...found].map(([, handle]) => (handle ?? '').toLowerCase()))].slice(0, 20);
}

/**
 * A page without the tags of its template language, every other character at its place: what writes a value becomes a
 * name, so that `let x = <%= json %>;` is a program, and what decides or repeats becomes spaces.
 */
export function withoutTemplateTags(text: string): string {
  return text.replace(tags, (tag) =>
    writes.test(tag) ? `_${tag.slice(1).replace(/[^\r\n]/g, ' ')}` : tag.replace(/[^\r\n]/g, ' '),
  );
}

const tags = /<%(?:[^%]|%(?!>)){0,2000}%>|\{\{\{?[^{}]{0,500}\}?\}\}|\{%[^%\n]{0,500}%\}/g;
const writes = /^(?:<%[=-]|\{\{(?![#/!>^]|\s*(?:else|end)\b))/;

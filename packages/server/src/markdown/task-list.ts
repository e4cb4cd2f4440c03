import type { MarkdownIt } from 'markdown-it';

const marks: Record<string, string> = { '[ ] ': '☐ ', '[x] ': '☑ ', '[X] ': '☑ ' };

/** Items that begin with `[ ]` or `[x]` show a box as text: a form control inside prose would promise a click. */
export function markTasks(markdown: MarkdownIt): void {
  markdown.core.ruler.after('inline', 'task-list', ({ tokens }) => {
    tokens.forEach((token, index) => {
      if (token.type !== 'inline' || tokens[index - 2]?.type !== 'list_item_open') return;
      const first = token.children?.[0];
      if (first?.type !== 'text') return;
      const mark = marks[first.content.slice(0, 4)];
      if (mark !== undefined) first.content = mark + first.content.slice(4);
    });
  });
}

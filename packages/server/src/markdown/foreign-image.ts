import type { MarkdownIt } from 'markdown-it';
import { ownImage } from './allow-list.ts';

/**
 * An image from elsewhere becomes a link to it: loading it would tell its host who reads the report. Inside a link,
 * where no second link may stand, its description is left.
 */
export function linkForeignImages(markdown: MarkdownIt): void {
  const { escapeHtml } = markdown.utils;
  const drawImage = markdown.renderer.rules.image;
  markdown.renderer.rules.image = (tokens, index, options, environment, self) => {
    const token = tokens[index];
    if (token === undefined) return '';
    const source = String(token.attrGet('src') ?? '');
    if (ownImage.test(source)) return drawImage?.(tokens, index, options, environment, self) ?? '';
    const text = escapeHtml(self.renderInlineAsText(token.children ?? [], options, environment) || source);
    const links = tokens.slice(0, index);
    const opened = links.filter(({ type }) => type === 'link_open').length;
    const closed = links.filter(({ type }) => type === 'link_close').length;
    return opened > closed ? text : `<a href="${escapeHtml(source)}">${text}</a>`;
  };
}

import MarkdownIt from 'markdown-it';
import { allowedLink, sanitize } from './allow-list.ts';
import { linkForeignImages } from './foreign-image.ts';
import type { SafeHtml } from './safe-html.ts';
import { markTasks } from './task-list.ts';

/** Raised with every change to what is rendered, so that stored HTML can be found and made again. */
export const rendererVersion = 1;

/** Longer sources are refused before they reach the renderer; its time grows with the length. */
export const maxSourceLength = 60_000;

export interface Rendered {
  html: SafeHtml;
  rendererVersion: number;
}

/**
 * Markdown (CommonMark with tables, strikethrough, task lists and bare links) as HTML of the allow-list. Pure; throws
 * a RangeError above `maxSourceLength` characters.
 */
export function renderMarkdown(source: string): Rendered {
  if (source.length > maxSourceLength)
    throw new RangeError(`Markdown: expected at most ${maxSourceLength} characters, got ${source.length}.`);
  return { html: sanitize(markdown.render(source)), rendererVersion };
}

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true, maxNesting: 20 });
markdown.validateLink = (address) => allowedLink.test(address);
// "readme.md" is a file and "a@b.example" an address of somebody: only what is spelled as a link becomes one.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
markTasks(markdown);
linkForeignImages(markdown);

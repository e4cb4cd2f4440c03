declare const safe: unique symbol;

/** HTML that went through the allow-list of `render.ts`; nothing else may be set as a page's inner HTML. */
export type SafeHtml = string & { readonly [safe]: true };

/**
 * Gives stored HTML its type back. Only for a store, and only for a column that is written from `renderMarkdown`
 * alone: nothing is checked here.
 */
export const trustStoredHtml = (html: string): SafeHtml => html as SafeHtml;

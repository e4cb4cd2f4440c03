import sanitizeHtml from 'sanitize-html';
import type { SafeHtml } from './safe-html.ts';

/** Every tag that prose may hold, with its attributes. The property test reads the same table. */
export const allowedTags: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'rel', 'title'],
  blockquote: [],
  br: [],
  code: ['class'],
  em: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  hr: [],
  img: ['alt', 'loading', 'src', 'title'],
  li: [],
  ol: ['start'],
  p: [],
  pre: ['tabindex'],
  s: [],
  strong: [],
  table: [],
  tbody: [],
  td: ['class'],
  th: ['class'],
  thead: [],
  tr: [],
  ul: [],
};

/** An image is shown only from our own attachments: a foreign one would tell its host who reads the report. */
export const ownImage = /^\/attachments\/[0-9a-f-]{36}(?:\/preview)?$/;
/** A link leads to the web or to a path of ours. */
export const allowedLink = /^(?:https?:\/\/|\/(?![/\\])|#)/i;

/** Says whose the words are and that nobody vouches for the target. */
const linkRelation = 'nofollow ugc noopener noreferrer';

export const sanitize = (html: string): SafeHtml => sanitizeHtml(html, options) as SafeHtml;

const alignments: Record<string, string> = {
  'text-align:left': 'align-start',
  'text-align:center': 'align-center',
  'text-align:right': 'align-end',
};

const alignedCell = (tagName: string, { style }: sanitizeHtml.Attributes): sanitizeHtml.Tag => {
  const alignment = style === undefined ? undefined : alignments[style];
  return { tagName, attribs: alignment === undefined ? {} : { class: alignment } };
};

// The page's own headings come first, so those of the text start below them.
const heading = (level: number) => () => ({ tagName: `h${Math.min(level + 2, 6)}`, attribs: {} });

const options: sanitizeHtml.IOptions = {
  allowedTags: Object.keys(allowedTags),
  allowedAttributes: Object.fromEntries(
    Object.entries(allowedTags)
      .filter(([, attributes]) => attributes.length > 0)
      .map(([tag, attributes]) => [tag, [...attributes]]),
  ),
  allowedClasses: {
    code: [/^language-[a-z0-9+#-]{1,20}$/],
    td: ['align-start', 'align-center', 'align-end'],
    th: ['align-start', 'align-center', 'align-end'],
  },
  allowedSchemes: ['http', 'https'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nestingLimit: 60,
  transformTags: {
    a: (_, { href = '', title }) => {
      if (!allowedLink.test(href)) return { tagName: 'a', attribs: {} };
      return { tagName: 'a', attribs: { href, rel: linkRelation, ...(title ? { title } : {}) } };
    },
    img: (_, { src = '', alt = '', title }) => {
      if (!ownImage.test(src)) return { tagName: 'img', attribs: { alt } };
      return { tagName: 'img', attribs: { src, alt, loading: 'lazy', ...(title ? { title } : {}) } };
    },
    h1: heading(1),
    h2: heading(2),
    h3: heading(3),
    h4: heading(4),
    h5: heading(5),
    h6: heading(6),
    // Long lines scroll, and the keyboard must reach them.
    pre: () => ({ tagName: 'pre', attribs: { tabindex: '0' } }),
    td: alignedCell,
    th: alignedCell,
  },
};

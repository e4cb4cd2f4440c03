import { webWords } from '../../words/web.ts';

interface CodeBlockProps {
  code: string;
  /** What is in it, and what the copy button copies: "curl command". */
  label: string;
  /** A secret, shown only now: it wraps, so that nobody writes down a part of it. */
  whole?: boolean;
}

/** Text to take along. The copy button comes with the island `copy`. */
export const CodeBlock = ({ code, label, whole }: CodeBlockProps) => (
  <figure class="code-block" data-whole={whole} data-copy={webWords.copy} data-copied={webWords.copied}>
    <figcaption>{label}</figcaption>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, and the keyboard must reach them */}
    <pre tabIndex={0}>
      <code>{code}</code>
    </pre>
  </figure>
);

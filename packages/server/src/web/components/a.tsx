import type { AnchorHTMLAttributes, ComponentChildren } from 'preact';
import { safeUrl } from './safe-url.ts';

export type AProps = Omit<AnchorHTMLAttributes, 'href' | 'children' | 'role'> & {
  href: string;
  children?: ComponentChildren;
};

/** The only link there is. An address that could run script loses its link and keeps its text; foreign ones get no referrer. */
export function A({ href, children, ...rest }: AProps) {
  const safe = safeUrl(href);
  if (safe === null) return <span class={rest.class}>{children}</span>;
  const foreign = /^https?:/i.test(safe.trim());
  return (
    <a {...rest} href={safe} rel={foreign ? 'noopener noreferrer nofollow ugc' : rest.rel}>
      {children}
    </a>
  );
}

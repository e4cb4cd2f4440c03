import type { ComponentChildren } from 'preact';
import { webWords } from '../../words/web.ts';
import { assetUrl } from '../assets.ts';
import { type Flash, Notice } from './notice.tsx';
import { SiteFooter } from './site-footer.tsx';
import { type NavItem, SiteHeader, type Viewer } from './site-header.tsx';

/** What surrounds every page of one request; the kernel makes it. */
export interface Chrome {
  /** Null: nobody is signed in. */
  viewer: Viewer | null;
  navigation: readonly NavItem[];
  /** Hidden field of every form. */
  formToken: string;
  /** The person's choice; null follows the system. */
  theme: 'light' | 'dark' | null;
  language: string;
  /** How the instance calls itself. */
  instanceName: string;
  /** Shown in a banner; null in production. */
  environment: string | null;
  flashes: readonly Flash[];
  /** What is being searched for on a search page. */
  searchText?: string | undefined;
}

export interface PageProps {
  chrome: Chrome;
  /** Empty on the front page, which the instance's name alone stands for. */
  title: string;
  /** One sentence for search engines and link previews. */
  description?: string | undefined;
  /** Absolute address of the page without query noise. */
  canonical?: string | undefined;
  noIndex?: boolean | undefined;
  /** Absolute address of the picture for link previews, of 1200 by 630 pixels. */
  image?: string | undefined;
  feeds?: readonly { href: string; title: string }[] | undefined;
  /** Names of island modules: `editor`, `copy`. */
  scripts?: readonly string[] | undefined;
  width?: 'narrow' | 'normal' | 'wide' | undefined;
  children: ComponentChildren;
}

/** A whole document; render it after `<!doctype html>`. */
export function Page(props: PageProps) {
  const { chrome, children, width = 'normal' } = props;
  return (
    <html lang={chrome.language} data-theme={chrome.theme ?? undefined}>
      <Head {...props} />
      <body class={`page page-${width}`}>
        <a class="skip-link" href="#main">
          {webWords.skip}
        </a>
        {chrome.environment !== null && (
          <aside class="environment" aria-label={chrome.environment}>
            {webWords.environment(chrome.environment)}
          </aside>
        )}
        <SiteHeader {...chrome} />
        <main class="page-main" id="main" tabIndex={-1}>
          {chrome.flashes.map((flash) => (
            <Notice tone={flash.tone} key={flash.text} live>
              <p>{flash.text}</p>
            </Notice>
          ))}
          {children}
        </main>
        <SiteFooter />
      </body>
    </html>
  );
}

function Head({
  chrome,
  title,
  description,
  canonical,
  noIndex,
  image,
  feeds = [],
  scripts = [],
}: PageProps) {
  return (
    <head>
      <meta charset="utf-8" />
      <title>{title === '' ? chrome.instanceName : `${title} · ${chrome.instanceName}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      {description && <meta name="description" content={description} />}
      {noIndex && <meta name="robots" content="noindex" />}
      {canonical && <link rel="canonical" href={canonical} />}
      {description && !noIndex && (
        <>
          <meta property="og:title" content={title === '' ? chrome.instanceName : title} />
          <meta property="og:description" content={description} />
          <meta property="og:type" content="website" />
          <meta property="og:site_name" content={chrome.instanceName} />
          {canonical && <meta property="og:url" content={canonical} />}
          {image && (
            <>
              <meta property="og:image" content={image} />
              <meta property="og:image:type" content="image/png" />
              <meta property="og:image:width" content="1200" />
              <meta property="og:image:height" content="630" />
              <meta property="og:image:alt" content={title === '' ? chrome.instanceName : title} />
            </>
          )}
          <meta name="twitter:card" content={image ? 'summary_large_image' : 'summary'} />
        </>
      )}
      <link rel="icon" href={assetUrl('favicon.svg')} type="image/svg+xml" />
      <link rel="stylesheet" href={assetUrl('main.css')} />
      {feeds.map((feed) => (
        <link
          rel="alternate"
          type="application/rss+xml"
          title={feed.title}
          href={feed.href}
          key={feed.href}
        />
      ))}
      {[...(chrome.viewer ? ['menu'] : []), ...scripts].map((name) => (
        <script type="module" src={assetUrl(`${name}.js`)} key={name} />
      ))}
    </head>
  );
}

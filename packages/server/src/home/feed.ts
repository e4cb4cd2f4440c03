/** One entry of a feed. Text only: readers get the page itself by its link. */
export interface FeedItem {
  title: string;
  /** Absolute. */
  url: string;
  publishedAt: Date;
  summary: string;
}

/** An RSS 2.0 document; text that is not allowed in XML is left out. Source: RSS 2.0, RFC 4287 for atom:link. */
export function rssFeed(
  channel: { title: string; url: string; self: string; description: string },
  items: readonly FeedItem[],
): string {
  const entries = items.map(
    ({ title, url, publishedAt, summary }) => `<item>
<title>${escapeXml(title)}</title>
<link>${escapeXml(url)}</link>
<guid isPermaLink="true">${escapeXml(url)}</guid>
<pubDate>${publishedAt.toUTCString()}</pubDate>
<description>${escapeXml(summary)}</description>
</item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${escapeXml(channel.title)}</title>
<link>${escapeXml(channel.url)}</link>
<atom:link href="${escapeXml(channel.self)}" rel="self" type="application/rss+xml"/>
<description>${escapeXml(channel.description)}</description>
${entries.join('\n')}
</channel></rss>
`;
}

/** Character data and attribute values alike. Source: XML 1.0 §2.2, §2.4. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Source: sitemaps.org protocol 0.9. */
export function sitemap(urls: readonly { url: string; changedAt?: Date }[]): string {
  const entries = urls.map(
    ({ url, changedAt }) =>
      `<url><loc>${escapeXml(url)}</loc>${changedAt ? `<lastmod>${changedAt.toISOString()}</lastmod>` : ''}</url>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries.join('\n')}
</urlset>
`;
}

/**
 * The host of a web address, or of a domain as people write it (`shop.example.com/cart`); null when the text is no
 * address, or one that means another machine to everybody who reads it (localhost).
 */
export function hostOf(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '' || /\s/.test(trimmed)) return null;
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  if (url === null || !/^(?:https?|wss?):$/.test(url.protocol)) return null;
  const host = url.hostname.replace(/\.$/, '');
  if (host.length > 253 || !(labels.test(host) || host.startsWith('['))) return null;
  return ownMachine.test(host) ? null : host;
}

/** Two at least, none of them empty. Source: RFC 1035 §2.3.4. */
const labels = /^[^.]{1,63}(?:\.[^.]{1,63})+$/;

const ownMachine = /^(?:.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])$/;

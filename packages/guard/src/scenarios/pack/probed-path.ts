import type { Event } from '../../logs/event.ts';
import { isStaticPath } from '../expression/fields.ts';
import { extension, lowerPath } from './request-text.ts';

/** A page that was asked for and is not there, not allowed or not understood. Other methods than these are an API's own business: WebDAV clients and registries ask for what is not there by design. */
export function isRefusedPage({ status, method }: Event): boolean {
  return (
    (status === 404 || status === 403 || status === 400) &&
    (method === 'GET' || method === 'POST' || method === 'HEAD')
  );
}

/** A page that was there: a client that reads the site. The front page says nothing. */
export function isServedPage({ status, method, path }: Event): boolean {
  return (status === 200 || status === 304) && method === 'GET' && path.length > 1 && !isStaticPath(path);
}

/** Whether the path is one that attackers look for on sites they don't know. */
export function isHunted(event: Event): boolean {
  if (hunted.has(extension(event))) return true;
  const path = lowerPath(event);
  if (path.includes('/.')) return !path.startsWith('/.well-known/');
  return places.test(path);
}

/** Programs, and what is left lying about. */
const hunted = new Set([
  ...'php php3 php4 php5 php7 phtml phar asp aspx ashx asmx jsp jspx do action cgi pl cfm sh exe dll'.split(
    ' ',
  ),
  ...'bak old orig save swp sql sqlite db mdb env ini conf config cfg log yml yaml pem key tar rar 7z zip'.split(
    ' ',
  ),
]);

/** Places of well-known software, and words of the lists scanners carry; those only at the root and alone. */
const places =
  /^\/(?:[\w.-]+\/)?(?:wp-(?:admin|includes|content\/plugins|login|config)|phpmyadmin|pma|cgi-bin|actuator|administrator|boaform|solr|jenkins|hudson|manager\/html|owa|ecp|vendor\/phpunit|_ignition|telescope|horizon|geoserver|nacos|druid|hnap1)(?:\/|$)|^\/(?:admin\w*|backups?|bak|old|test|dev|staging|console|config|setup|install|cms|wordpress|wp|mysql|sql|db|database|dump|shell|uploads?|private|secret|hidden|temp|tmp|logs?|server-(?:status|info)|swagger\S*|api-docs|graphql|debug|trace|metrics)\/?$/;

/** The site could not be reached at all. */
export class SiteUnreachable extends Error {
  readonly code = 'site-unreachable';
}

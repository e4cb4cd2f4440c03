/** The places of the product, as the header names them. */
export const navigationWords = {
  report: 'Report a bug',
  reports: 'My reports',
  queue: 'Queue',
  organizations: 'Organizations',
  moderation: 'Moderation',
  administration: 'Administration',
  myQueue: 'My queue',
  account: 'Account and security',
} as const;

import type { Chrome } from '../page.tsx';

/** A moment to measure relative times from. */
export const now = new Date('2026-11-24T09:30:00Z');

export const signedIn: Chrome = {
  viewer: {
    name: 'Mara Lindqvist',
    detail: 'Triager at Northwind',
    unread: 3,
    menu: [
      { href: '/account', label: 'Account', icon: 'user' },
      { href: '/reports', label: 'My reports', icon: 'flag' },
      { href: '/account/security', label: 'Security', icon: 'key-round' },
    ],
  },
  navigation: [
    { href: '/queue', label: 'Queue', current: true },
    { href: '/queue/mine', label: 'Assigned to me' },
    { href: '/organizations', label: 'Companies' },
    { href: '/report', label: 'Report a bug' },
  ],
  formToken: 'form-token',
  theme: null,
  language: 'en',
  environment: 'staging',
  instanceName: 'BugHeist',
  flashes: [],
};

export const signedOut: Chrome = {
  ...signedIn,
  viewer: null,
  environment: null,
  navigation: [
    { href: '/report', label: 'Report a bug' },
    { href: '/organizations', label: 'Companies' },
    { href: '/help', label: 'How it works' },
  ],
};

/** Where a bug is in its life. */
export const openStates = ['new', 'needs-info', 'triaged', 'fixing', 'retest'] as const;
export const closedStates = [
  'resolved',
  'duplicate',
  'informative',
  'not-applicable',
  'out-of-scope',
  'not-reproducible',
  'accepted-risk',
  'spam',
  'withdrawn',
] as const;
export const states = [...openStates, ...closedStates] as const;

export type OpenState = (typeof openStates)[number];
export type ClosedState = (typeof closedStates)[number];
export type State = (typeof states)[number];

export const isState = (value: string): value is State => (states as readonly string[]).includes(value);
export const isOpen = (state: State): state is OpenState => (openStates as readonly string[]).includes(state);

/** How far a bug has been made public. Orthogonal to its state. Source: ISO/IEC 29147. */
export const disclosures = ['private', 'requested', 'limited', 'full'] as const;
export type Disclosure = (typeof disclosures)[number];

/** What sort of wrong a bug is. */
export const kinds = [
  'security',
  'design',
  'performance',
  'functionality',
  'accessibility',
  'content',
] as const;
export type Kind = (typeof kinds)[number];

export const isKind = (value: string): value is Kind => (kinds as readonly string[]).includes(value);

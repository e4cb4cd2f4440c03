/** What a person (or a tool) did for a bug; rewards are split by it. Source: OSV schema, `credits[].type`. */
export const creditRoles = [
  'finder',
  'reporter',
  'analyst',
  'coordinator',
  'remediation-developer',
  'remediation-reviewer',
  'remediation-verifier',
  'tool',
  'sponsor',
] as const;
export type CreditRole = (typeof creditRoles)[number];

export const isCreditRole = (value: string): value is CreditRole =>
  (creditRoles as readonly string[]).includes(value);

/** As OSV writes it: `REMEDIATION_DEVELOPER`. */
export const osvCreditType = (role: CreditRole): string => role.toUpperCase().replaceAll('-', '_');

/** The role of an OSV credit type; null for `OTHER` and for what OSV does not have. */
export function creditRoleOfOsv(type: string): CreditRole | null {
  const role = type.toLowerCase().replaceAll('_', '-');
  return isCreditRole(role) ? role : null;
}

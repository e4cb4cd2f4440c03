/** What guards tell, and the page that shows it. */
export const guardWords = {
  noiseTitle: (what: string) => `Background noise: ${what}`,
  noiseReason:
    'Every machine on the net sees this, and nothing came of it. The guard adds a line a day; reopen it if that is wrong.',
  alarmTitle: (guard: string, alarm: string) => `${guard}: ${alarm}`,
  attackTitle: (what: string, place: string) => `Attack got through at ${place}: ${what}`,
  attackReason: (what: string, answers: string) => `${what}. The server answered ${answers || 'it'}.`,
  answered: (status: string, times: number) => (times === 1 ? `${status} once` : `${status} ${times} times`),
  tooManyGuards: (most: number) => `There are ${most} guards already; revoke one that is gone.`,
  guardTaken: 'There is a guard of that name already. Revoke it first, or choose another name.',
  isOver: 'This decision is over already.',
  isConfirmed: 'Somebody was faster: this decision is confirmed already.',
  needsGuardToken: 'This address takes the token of a guard. A manager of the organization makes one.',
  incidentMessage: (what: string, seen: { answers: string; alerts: number; addresses: number }) =>
    [
      what,
      seen.answers && `The server answered ${seen.answers}`,
      seen.addresses > 0 &&
        `${seen.alerts === 1 ? 'One alert' : `${seen.alerts} alerts`} from ${seen.addresses === 1 ? 'one address' : `${seen.addresses} addresses`}`,
    ]
      .filter(Boolean)
      .join('. '),
  overflowTitle: 'More incidents in a day than bugs are opened for',
} as const;

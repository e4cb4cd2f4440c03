/** What is told to the queue: aggregated, so that background noise is one item a day. Times are milliseconds. */
export interface Incident {
  /** Stays the same while it grows: whoever receives it replaces what came before. */
  readonly id: string;
  /** background: everybody's noise of one day. attack: an exploit the server did not plainly refuse. alarm: the machine itself. */
  readonly kind: 'background' | 'attack' | 'alarm';
  readonly scenario: string;
  readonly description: string;
  /** CWE, CAPEC, ATT&CK and CVE names. */
  readonly classification: readonly string[];
  readonly host: string;
  /** Paths attacked, most recent first, at most 20. */
  readonly paths: readonly string[];
  /** Clients, at most 100; `sourceCount` counts up to 10,000. */
  readonly sources: readonly string[];
  readonly sourceCount: number;
  readonly alertCount: number;
  readonly eventCount: number;
  readonly first: number;
  readonly last: number;
  /** Answers an exploit got that were no refusal: 2xx and 5xx. */
  readonly answers: Readonly<Record<string, number>>;
  /** Lines, at most 20, fit for showing. */
  readonly evidence: readonly string[];
  /** Ids of the decisions taken. */
  readonly decisions: readonly string[];
}

/** Where incidents go. */
export interface IncidentSink {
  readonly name: string;
  /** Rejects when they didn't arrive; they are sent again with the next ones. */
  readonly send: (incidents: readonly Incident[]) => Promise<void>;
}

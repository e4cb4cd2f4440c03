import { type Metric, type MetricTable, metric } from './metric.ts';

const impact = (key: string, name: string, none: string, low: string, high: string) =>
  metric('base', key, name, [
    ['N', 'None', none],
    ['L', 'Low', low],
    ['H', 'High', high],
  ]);

const requirement = (key: string, name: string, what: string) =>
  metric('environmental', key, name, [
    ['X', 'Not Defined', 'Not weighed: counts as medium.'],
    ['L', 'Low', `Losing ${what} would do this organization little harm.`],
    ['M', 'Medium', `Losing ${what} would do this organization serious harm.`],
    ['H', 'High', `Losing ${what} would be a catastrophe for this organization.`],
  ]);

const modified = ({ key, name, values }: Metric): Metric => ({
  key: `M${key}`,
  name: `Modified ${name}`,
  group: 'environmental',
  values: [
    { key: 'X', name: 'Not Defined', meaning: `In this environment as in ${name} (${key}).` },
    ...values,
  ],
});

const base: readonly Metric[] = [
  metric('base', 'AV', 'Attack Vector', [
    ['N', 'Network', 'The attacker can be anywhere on the internet.'],
    ['A', 'Adjacent', 'The attacker must be on the same local network or in radio range.'],
    ['L', 'Local', 'The attacker needs an account on the machine, or a person there to open something.'],
    ['P', 'Physical', 'The attacker must touch the device.'],
  ]),
  metric('base', 'AC', 'Attack Complexity', [
    ['L', 'Low', 'Works whenever the attacker wants.'],
    ['H', 'High', 'Depends on conditions the attacker does not control.'],
  ]),
  metric('base', 'PR', 'Privileges Required', [
    ['N', 'None', 'No account is needed.'],
    ['L', 'Low', "An ordinary user's account is needed."],
    ['H', 'High', "An administrator's account is needed."],
  ]),
  metric('base', 'UI', 'User Interaction', [
    ['N', 'None', 'Nobody else has to do anything.'],
    ['R', 'Required', 'Somebody else must do something, such as follow a link.'],
  ]),
  metric('base', 'S', 'Scope', [
    ['U', 'Unchanged', 'Only the component with the bug is harmed.'],
    ['C', 'Changed', 'The harm reaches beyond the component with the bug.'],
  ]),
  impact(
    'C',
    'Confidentiality',
    'Nothing secret can be read.',
    'Some secrets can be read.',
    'All secrets, or the decisive ones, can be read.',
  ),
  impact(
    'I',
    'Integrity',
    'Nothing can be changed.',
    'Some content can be changed, without serious effect.',
    'Everything, or what matters most, can be changed.',
  ),
  impact(
    'A',
    'Availability',
    'It keeps running.',
    'It gets slow or drops out at times.',
    'It can be shut down.',
  ),
];

/** Source: CVSS 3.1 specification, §2–4 and table 15. CVSS 3.0 has the same metrics and values. */
export const v3Metrics: MetricTable = {
  notDefined: 'X',
  ordered: false,
  metrics: [
    ...base,
    metric('temporal', 'E', 'Exploit Code Maturity', [
      ['X', 'Not Defined', 'Not assessed: does not change the score.'],
      ['U', 'Unproven', 'No exploit is known, or it is only theory.'],
      ['P', 'Proof-of-Concept', 'A demonstration exists that needs skill to use.'],
      ['F', 'Functional', 'Working exploit code is available.'],
      ['H', 'High', 'It is exploited by itself, or needs no code at all.'],
    ]),
    metric('temporal', 'RL', 'Remediation Level', [
      ['X', 'Not Defined', 'Not assessed: does not change the score.'],
      ['O', 'Official Fix', 'The vendor has published a fix.'],
      ['T', 'Temporary Fix', 'The vendor has published a stopgap.'],
      ['W', 'Workaround', 'Somebody else has found a way round it.'],
      ['U', 'Unavailable', 'There is no remedy.'],
    ]),
    metric('temporal', 'RC', 'Report Confidence', [
      ['X', 'Not Defined', 'Not assessed: does not change the score.'],
      ['U', 'Unknown', 'The cause is unknown, or reports contradict each other.'],
      ['R', 'Reasonable', 'The details are plausible, not fully verified.'],
      ['C', 'Confirmed', 'The vendor has confirmed it, or it has been reproduced.'],
    ]),
    requirement('CR', 'Confidentiality Requirement', 'secrecy'),
    requirement('IR', 'Integrity Requirement', 'correctness'),
    requirement('AR', 'Availability Requirement', 'availability'),
    ...base.map(modified),
  ],
};

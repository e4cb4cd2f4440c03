import { type Metric, type MetricTable, metric } from './metric.ts';

const vulnerable = (key: string, name: string, high: string, low: string, none: string) =>
  metric('base', key, `Vulnerable System ${name}`, [
    ['H', 'High', high],
    ['L', 'Low', low],
    ['N', 'None', none],
  ]);

const subsequent = (key: string, name: string, high: string, low: string, none: string) =>
  metric('base', key, `Subsequent System ${name}`, [
    ['H', 'High', high],
    ['L', 'Low', low],
    ['N', 'None', none],
  ]);

const requirement = (key: string, name: string, what: string) =>
  metric('environmental', key, name, [
    ['X', 'Not Defined', 'Not weighed: counts as high, the worst case.'],
    ['H', 'High', `Losing ${what} would be a catastrophe for this organization.`],
    ['M', 'Medium', `Losing ${what} would do this organization serious harm.`],
    ['L', 'Low', `Losing ${what} would do this organization little harm.`],
  ]);

const base: readonly Metric[] = [
  metric('base', 'AV', 'Attack Vector', [
    ['N', 'Network', 'The attacker can be anywhere on the internet.'],
    ['A', 'Adjacent', 'The attacker must be on the same local network or in radio range.'],
    ['L', 'Local', 'The attacker needs an account on the machine, or a person there to open something.'],
    ['P', 'Physical', 'The attacker must touch the device.'],
  ]),
  metric('base', 'AC', 'Attack Complexity', [
    ['L', 'Low', 'No built-in defence has to be got round.'],
    ['H', 'High', 'A defence such as address randomisation, or a secret of the target, has to be got round.'],
  ]),
  metric('base', 'AT', 'Attack Requirements', [
    ['N', 'None', 'Works on any deployment.'],
    ['P', 'Present', 'Works only under certain conditions, such as a race or a position on the network.'],
  ]),
  metric('base', 'PR', 'Privileges Required', [
    ['N', 'None', 'No account is needed.'],
    ['L', 'Low', "An ordinary user's account is needed."],
    ['H', 'High', "An administrator's account is needed."],
  ]),
  metric('base', 'UI', 'User Interaction', [
    ['N', 'None', 'Nobody else has to do anything.'],
    ['P', 'Passive', 'Somebody else must use the system as usual, such as visit a page.'],
    ['A', 'Active', 'Somebody else must do something unusual, such as dismiss a warning.'],
  ]),
  vulnerable(
    'VC',
    'Confidentiality',
    'All secrets of the system with the bug, or the decisive ones, can be read.',
    'Some secrets of the system with the bug can be read.',
    'Nothing secret in the system with the bug can be read.',
  ),
  vulnerable(
    'VI',
    'Integrity',
    'Everything in the system with the bug, or what matters most, can be changed.',
    'Some content of the system with the bug can be changed, without serious effect.',
    'Nothing in the system with the bug can be changed.',
  ),
  vulnerable(
    'VA',
    'Availability',
    'The system with the bug can be shut down.',
    'The system with the bug gets slow or drops out at times.',
    'The system with the bug keeps running.',
  ),
  subsequent(
    'SC',
    'Confidentiality',
    'All secrets of other systems, or the decisive ones, can be read.',
    'Some secrets of other systems can be read.',
    'Nothing secret in other systems can be read.',
  ),
  subsequent(
    'SI',
    'Integrity',
    'Everything in other systems, or what matters most, can be changed.',
    'Some content of other systems can be changed, without serious effect.',
    'Nothing in other systems can be changed.',
  ),
  subsequent(
    'SA',
    'Availability',
    'Other systems can be shut down.',
    'Other systems get slow or drop out at times.',
    'Other systems keep running.',
  ),
];

const safety = {
  key: 'S',
  name: 'Safety',
  meaning: 'People can come to harm.',
};

/** Only the modified subsequent integrity and availability know "safety". Source: CVSS 4.0 §4.2. */
const modified = ({ key, name, values }: Metric): Metric => ({
  key: `M${key}`,
  name: `Modified ${name}`,
  group: 'environmental',
  values: [
    { key: 'X', name: 'Not Defined', meaning: `In this environment as in ${name} (${key}).` },
    ...(key === 'SI' || key === 'SA' ? [safety] : []),
    ...values,
  ],
});

const supplemental: readonly Metric[] = [
  metric('supplemental', 'S', 'Safety', [
    ['X', 'Not Defined', 'Not assessed.'],
    ['N', 'Negligible', 'At worst slight injuries.'],
    ['P', 'Present', 'Injuries that are worse than slight are possible.'],
  ]),
  metric('supplemental', 'AU', 'Automatable', [
    ['X', 'Not Defined', 'Not assessed.'],
    ['N', 'No', 'An attack on many targets cannot be fully automated.'],
    ['Y', 'Yes', 'An attack on many targets can be fully automated.'],
  ]),
  metric('supplemental', 'R', 'Recovery', [
    ['X', 'Not Defined', 'Not assessed.'],
    ['A', 'Automatic', 'The system recovers by itself.'],
    ['U', 'User', 'Somebody has to bring the system back.'],
    ['I', 'Irrecoverable', 'The system cannot be brought back.'],
  ]),
  metric('supplemental', 'V', 'Value Density', [
    ['X', 'Not Defined', 'Not assessed.'],
    ['D', 'Diffuse', 'One attack gains little, as on a personal device.'],
    ['C', 'Concentrated', 'One attack gains much, as on a central server.'],
  ]),
  metric('supplemental', 'RE', 'Vulnerability Response Effort', [
    ['X', 'Not Defined', 'Not assessed.'],
    ['L', 'Low', 'Responding takes little work.'],
    ['M', 'Moderate', 'Responding takes some work and may interrupt service.'],
    ['H', 'High', 'Responding is hard, such as replacing hardware.'],
  ]),
  metric('supplemental', 'U', 'Provider Urgency', [
    ['X', 'Not Defined', 'Not assessed.'],
    ['Clear', 'Clear', 'The provider sees no urgency.'],
    ['Green', 'Green', 'The provider sees reduced urgency.'],
    ['Amber', 'Amber', 'The provider sees moderate urgency.'],
    ['Red', 'Red', 'The provider sees the highest urgency.'],
  ]),
];

/** Source: CVSS 4.0 specification, §2–5 and table 23. */
export const v4Metrics: MetricTable = {
  notDefined: 'X',
  ordered: true,
  metrics: [
    ...base,
    metric('threat', 'E', 'Exploit Maturity', [
      ['X', 'Not Defined', 'Not assessed: counts as attacked, the worst case.'],
      ['A', 'Attacked', 'Attacks have been seen, or a ready-made tool exists.'],
      ['P', 'Proof-of-Concept', 'A demonstration is public; no attack has been seen.'],
      ['U', 'Unreported', 'Neither a demonstration nor an attack is known.'],
    ]),
    requirement('CR', 'Confidentiality Requirement', 'secrecy'),
    requirement('IR', 'Integrity Requirement', 'correctness'),
    requirement('AR', 'Availability Requirement', 'availability'),
    ...base.map(modified),
    ...supplemental,
  ],
};

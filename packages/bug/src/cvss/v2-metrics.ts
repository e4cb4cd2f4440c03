import { type MetricTable, metric } from './metric.ts';

const impact = (key: string, name: string, none: string, partial: string, complete: string) =>
  metric('base', key, name, [
    ['N', 'None', none],
    ['P', 'Partial', partial],
    ['C', 'Complete', complete],
  ]);

const requirement = (key: string, name: string, what: string) =>
  metric('environmental', key, name, [
    ['ND', 'Not Defined', 'Not weighed: counts as medium.'],
    ['L', 'Low', `Losing ${what} would do this organization little harm.`],
    ['M', 'Medium', `Losing ${what} would do this organization serious harm.`],
    ['H', 'High', `Losing ${what} would be a catastrophe for this organization.`],
  ]);

/** Source: CVSS 2.0 complete guide, §2.1–2.4 and table 13. */
export const v2Metrics: MetricTable = {
  notDefined: 'ND',
  ordered: true,
  metrics: [
    metric('base', 'AV', 'Access Vector', [
      ['L', 'Local', 'The attacker needs the machine itself or an account on it.'],
      ['A', 'Adjacent Network', 'The attacker must be on the same local network.'],
      ['N', 'Network', 'The attacker can be anywhere on the internet.'],
    ]),
    metric('base', 'AC', 'Access Complexity', [
      ['H', 'High', 'Works only under rare conditions or with much preparation.'],
      ['M', 'Medium', 'Needs somewhat special conditions.'],
      ['L', 'Low', 'Works whenever the attacker wants.'],
    ]),
    metric('base', 'Au', 'Authentication', [
      ['M', 'Multiple', 'The attacker must sign in two or more times.'],
      ['S', 'Single', 'The attacker must sign in once.'],
      ['N', 'None', 'No sign-in is needed.'],
    ]),
    impact(
      'C',
      'Confidentiality Impact',
      'Nothing secret can be read.',
      'Some secrets can be read.',
      'Everything can be read.',
    ),
    impact(
      'I',
      'Integrity Impact',
      'Nothing can be changed.',
      'Some content can be changed.',
      'Everything can be changed.',
    ),
    impact(
      'A',
      'Availability Impact',
      'It keeps running.',
      'It gets slow or drops out at times.',
      'It can be shut down.',
    ),
    metric('temporal', 'E', 'Exploitability', [
      ['ND', 'Not Defined', 'Not assessed: does not change the score.'],
      ['U', 'Unproven', 'No exploit is known, or it is only theory.'],
      ['POC', 'Proof-of-Concept', 'A demonstration exists that needs skill to use.'],
      ['F', 'Functional', 'Working exploit code is available.'],
      ['H', 'High', 'It is exploited by itself, or needs no code at all.'],
    ]),
    metric('temporal', 'RL', 'Remediation Level', [
      ['ND', 'Not Defined', 'Not assessed: does not change the score.'],
      ['OF', 'Official Fix', 'The vendor has published a fix.'],
      ['TF', 'Temporary Fix', 'The vendor has published a stopgap.'],
      ['W', 'Workaround', 'Somebody else has found a way round it.'],
      ['U', 'Unavailable', 'There is no remedy.'],
    ]),
    metric('temporal', 'RC', 'Report Confidence', [
      ['ND', 'Not Defined', 'Not assessed: does not change the score.'],
      ['UC', 'Unconfirmed', 'A single or contradictory report.'],
      ['UR', 'Uncorroborated', 'Several reports that agree only in part.'],
      ['C', 'Confirmed', 'The vendor has confirmed it, or it has been reproduced.'],
    ]),
    metric('environmental', 'CDP', 'Collateral Damage Potential', [
      ['ND', 'Not Defined', 'Not assessed: does not change the score.'],
      ['N', 'None', 'Nobody and nothing else comes to harm.'],
      ['L', 'Low', 'Slight damage to people, property or income.'],
      ['LM', 'Low-Medium', 'Moderate damage to people, property or income.'],
      ['MH', 'Medium-High', 'Considerable damage to people, property or income.'],
      ['H', 'High', 'Catastrophic damage to people, property or income.'],
    ]),
    metric('environmental', 'TD', 'Target Distribution', [
      ['ND', 'Not Defined', 'Not assessed: does not change the score.'],
      ['N', 'None', 'No such system exists here.'],
      ['L', 'Low', 'Up to a quarter of the systems are affected.'],
      ['M', 'Medium', 'A quarter to three quarters of the systems are affected.'],
      ['H', 'High', 'More than three quarters of the systems are affected.'],
    ]),
    requirement('CR', 'Confidentiality Requirement', 'secrecy'),
    requirement('IR', 'Integrity Requirement', 'correctness'),
    requirement('AR', 'Availability Requirement', 'availability'),
  ],
};

/** One level of an equivalence class: the worst vectors in it, and how many steps it is deep. */
export interface Level {
  worst: readonly string[];
  depth: number;
}

/** Metrics that are weighed together, and the places of their digits in the macro vector. */
export interface EquivalenceClass {
  digits: readonly number[];
  /** By the class's digits, joined. */
  levels: Readonly<Record<string, Level>>;
}

/** The third and the sixth class depend on each other and count as one. Source: CVSS 4.0 §8.2, tables 24–30. */
export const equivalenceClasses: readonly EquivalenceClass[] = [
  {
    digits: [0],
    levels: {
      '0': { depth: 1, worst: ['AV:N/PR:N/UI:N'] },
      '1': { depth: 4, worst: ['AV:A/PR:N/UI:N', 'AV:N/PR:L/UI:N', 'AV:N/PR:N/UI:P'] },
      '2': { depth: 5, worst: ['AV:P/PR:N/UI:N', 'AV:A/PR:L/UI:P'] },
    },
  },
  {
    digits: [1],
    levels: {
      '0': { depth: 1, worst: ['AC:L/AT:N'] },
      '1': { depth: 2, worst: ['AC:H/AT:N', 'AC:L/AT:P'] },
    },
  },
  {
    digits: [2, 5],
    levels: {
      '00': { depth: 7, worst: ['VC:H/VI:H/VA:H/CR:H/IR:H/AR:H'] },
      '01': { depth: 6, worst: ['VC:H/VI:H/VA:L/CR:M/IR:M/AR:H', 'VC:H/VI:H/VA:H/CR:M/IR:M/AR:M'] },
      '10': { depth: 8, worst: ['VC:L/VI:H/VA:H/CR:H/IR:H/AR:H', 'VC:H/VI:L/VA:H/CR:H/IR:H/AR:H'] },
      '11': {
        depth: 8,
        worst: [
          'VC:L/VI:H/VA:L/CR:H/IR:M/AR:H',
          'VC:L/VI:H/VA:H/CR:H/IR:M/AR:M',
          'VC:H/VI:L/VA:H/CR:M/IR:H/AR:M',
          'VC:H/VI:L/VA:L/CR:M/IR:H/AR:H',
          'VC:L/VI:L/VA:H/CR:H/IR:H/AR:M',
        ],
      },
      '21': { depth: 10, worst: ['VC:L/VI:L/VA:L/CR:H/IR:H/AR:H'] },
    },
  },
  {
    digits: [3],
    levels: {
      '0': { depth: 6, worst: ['SC:H/SI:S/SA:S'] },
      '1': { depth: 5, worst: ['SC:H/SI:H/SA:H'] },
      '2': { depth: 4, worst: ['SC:L/SI:L/SA:L'] },
    },
  },
  {
    digits: [4],
    levels: {
      '0': { depth: 1, worst: ['E:A'] },
      '1': { depth: 1, worst: ['E:P'] },
      '2': { depth: 1, worst: ['E:U'] },
    },
  },
];

const impact = 'HLN';
const impactOrSafety = 'SHLN';
const requirement = 'HML';

/** The values of a metric from worst to mildest. */
export const severityOrder: Readonly<Record<string, string>> = {
  AV: 'NALP',
  AC: 'LH',
  AT: 'NP',
  PR: 'NLH',
  UI: 'NPA',
  VC: impact,
  VI: impact,
  VA: impact,
  SC: impact,
  SI: impactOrSafety,
  SA: impactOrSafety,
  E: 'APU',
  CR: requirement,
  IR: requirement,
  AR: requirement,
};

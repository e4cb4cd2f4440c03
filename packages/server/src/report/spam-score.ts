/** What a report is judged by before a person has read it. */
export interface Appearance {
  title: string;
  /** Description, steps and impact together. */
  text: string;
  location: string;
  /** What stood in the field that people do not see. */
  honeypot: string;
  /** From drawing the form to sending it; null when the form was not ours. */
  filledInMs: number | null;
  isAnonymous: boolean;
  /** Reports with the same text by anybody in the last week. */
  sameTextBefore: number;
  /** Of the same reporter, or from the same address when anonymous, in the last hour. */
  filedLately: number;
}

export interface SpamScore {
  score: number;
  /** What was noticed, in words for the moderator. */
  signals: readonly string[];
}

/** From here on a solved puzzle is asked for; without one the report waits for a moderator. */
export const suspicious = 4;
/** From here on it waits whatever was solved. */
export const hopeless = 9;

/**
 * How much a report looks like spam. It decides only whether a person looks first: nothing is ever refused or deleted
 * by it, so a wrong guess costs the reporter hours, never the report.
 */
export function spamScore(report: Appearance): SpamScore {
  const noticed = signals.flatMap(({ name, weigh }) => {
    const weight = weigh(report);
    return weight > 0 ? [{ name, weight }] : [];
  });
  return {
    score: noticed.reduce((sum, { weight }) => sum + weight, 0),
    signals: noticed.map(({ name, weight }) => `${name} (${weight})`),
  };
}

interface Signal {
  name: string;
  /** 0 when there is nothing to notice. */
  weigh(report: Appearance): number;
}

const signals: readonly Signal[] = [
  { name: 'filled in a field that people do not see', weigh: ({ honeypot }) => (honeypot === '' ? 0 : 6) },
  { name: 'sent without a form of ours', weigh: ({ filledInMs }) => (filledInMs === null ? 3 : 0) },
  {
    name: 'filled in within seconds',
    weigh: ({ filledInMs }) => (filledInMs === null || filledInMs > 10_000 ? 0 : filledInMs < 3000 ? 4 : 2),
  },
  {
    name: 'many links, few words',
    weigh: ({ text }) => {
      const links = linksIn(text).length;
      const words = text.split(/\s+/).length;
      return links >= 3 && words / links < 12 ? 4 : links >= 12 ? 2 : 0;
    },
  },
  { name: 'a shortened link', weigh: ({ text }) => (shortener.test(text) ? 2 : 0) },
  {
    name: 'words of advertisements',
    weigh: ({ title, text }) =>
      Math.min(6, 3 * new Set(`${title}\n${text}`.toLowerCase().match(advertising)).size),
  },
  {
    name: 'asks for money before saying what is wrong',
    weigh: ({ title, text }) => (begging.test(`${title}\n${text}`) && text.length < 600 ? 2 : 0),
  },
  {
    name: 'a title in capitals',
    weigh: ({ title }) =>
      title.length > 20 && title === title.toUpperCase() && /[A-Z]{8}/.test(title) ? 1 : 0,
  },
  {
    name: 'one character over and over',
    weigh: ({ title, text }) => (/(\S)\1{24,}/.test(`${title}\n${text}`) && !/```/.test(text) ? 2 : 0),
  },
  { name: 'hardly a description', weigh: ({ text }) => (text.trim().length < 25 ? 2 : 0) },
  {
    name: 'nothing about the place it names',
    weigh: ({ isAnonymous, text, location }) =>
      isAnonymous && linksIn(text).length > 0 && !linksIn(text).some((host) => location.includes(host))
        ? 1
        : 0,
  },
  { name: 'the same text was sent before', weigh: ({ sameTextBefore }) => Math.min(6, 3 * sameTextBefore) },
  {
    name: 'many reports in an hour',
    weigh: ({ filedLately }) => (filedLately >= 10 ? 4 : filedLately >= 5 ? 2 : 0),
  },
  { name: 'nobody is signed in', weigh: ({ isAnonymous }) => (isAnonymous ? 1 : 0) },
];

const shortener = /\b(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|is\.gd|cutt\.ly|rb\.gy|shorturl\.at)\//i;
const advertising =
  /\b(?:casino|betting|viagra|cialis|forex|escort|essay writing|payday loan|guest post|backlinks?|seo (?:service|agency|ranking)s?|buy followers|crypto (?:signals?|recovery)|recover (?:your )?(?:lost )?(?:funds|bitcoin)|whatsapp me|telegram channel|weight loss|cheap flights|adult dating)\b/g;
const begging =
  /\b(?:do you (?:have|offer|provide|run) (?:a |any )?(?:bug )?bount(?:y|ies)|(?:reward|bounty|payment) (?:for|before) (?:my|the|this|sharing)|send (?:me )?(?:the )?(?:bounty|reward|payment))\b/i;

/** Hosts of the links in a text. */
const linksIn = (text: string): string[] =>
  [...text.matchAll(/https?:\/\/([^\s/?#)>"'\]]{1,253})/gi)].map(([, host = '']) => host.toLowerCase());

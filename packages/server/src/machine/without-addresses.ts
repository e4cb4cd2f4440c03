import { isIPv6 } from 'node:net';

/**
 * A log line, address or path as it may stand on a bug, whose readers never see who attacked or wrote: every IP and
 * mail address becomes a word. What only looks like one (a version of four numbers) goes too: rather too much.
 */
export const withoutAddresses = (text: string): string =>
  text
    .replaceAll(mail, '[e-mail]')
    .replaceAll(fourNumbers, '[address]')
    .replaceAll(colons, (candidate) => {
      const [, before = '', core = '', after = ''] = trimmed.exec(candidate) ?? [];
      return isIPv6(core.replaceAll(/%3a/gi, ':')) ? `${before}[address]${after}` : candidate;
    });

const mail = /[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+/gi;
const fourNumbers = /\d{1,3}(?:\.\d{1,3}){3}/g;
/** Whatever holds two colons and otherwise hexadecimal digits; the time of a log line does too. */
const colons = /[0-9a-f.]*(?::|%3a)[0-9a-f.]*(?::|%3a)(?:[0-9a-f.]|:|%3a)*/gi;
/** A colon at either end belongs to the sentence, unless it is half of the address's `::`. */
const trimmed = /^(:(?!:)|)(.*?)((?<!:):|)$/s;

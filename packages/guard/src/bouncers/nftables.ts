import type { Decision } from '../decisions/decision.ts';
import { parseRange } from '../logs/address-range.ts';
import { type Bouncer, isAboutAddress } from './bouncer.ts';
import { runProgram } from './program.ts';

export interface NftablesOptions {
  /** The program with leading arguments; `['ip', 'netns', 'exec', 'x', 'nft']` works too. */
  readonly command?: readonly string[];
  readonly table?: string;
}

/**
 * Drops packets of banned addresses before anything else sees them. Everything is in a table of its own, changed in
 * one transaction; elements carry the time left, so the kernel forgets them even when the guard is gone. Bans limited
 * to a host name are left to the web server: a packet doesn't say which host it is for.
 */
export function nftablesBouncer({ command = ['nft'], table = 'bugheist' }: NftablesOptions = {}): Bouncer {
  let enforced: ReadonlyMap<string, Element> | null = null;
  const run = (script: string) => runProgram([...command, '-f', '-'], script);
  return {
    name: 'nftables',
    enforce: async (decisions, now) => {
      const wanted = elementsOf(decisions, now);
      const known = enforced;
      // Until the kernel has agreed, what it holds is not known: the next call starts over.
      enforced = null;
      if (known === null) await run(`${tableScript(table)}${changes(table, new Map(), wanted)}`);
      else {
        const script = changes(table, known, wanted);
        if (script !== '') await run(script);
      }
      enforced = wanted;
    },
  };
}

/** Takes the table away with everything in it. */
export async function removeNftables({
  command = ['nft'],
  table = 'bugheist',
}: NftablesOptions = {}): Promise<void> {
  await runProgram([...command, '-f', '-'], `table inet ${table}\ndelete table inet ${table}\n`);
}

interface Element {
  readonly set: string;
  readonly until: number;
  readonly seconds: number;
}

function elementsOf(decisions: readonly Decision[], now: number): Map<string, Element> {
  const elements = new Map<string, Element>();
  for (const decision of decisions) {
    if (decision.measure !== 'ban' || decision.host !== '' || !isAboutAddress(decision)) continue;
    // Parsed again although it was canonical once: it goes into a program that runs as root.
    if (parseRange(decision.value) === null) continue;
    const known = elements.get(decision.value);
    if (known && known.until >= decision.until) continue;
    const set = `${decision.value.includes('/') ? 'ranges' : 'addresses'}${decision.value.includes(':') ? 6 : 4}`;
    const seconds = Math.max(1, Math.ceil((decision.until - now) / 1000));
    elements.set(decision.value, { set, until: decision.until, seconds });
  }
  return elements;
}

/** The table empty and new, whatever was there. */
function tableScript(table: string): string {
  const set = (name: string, type: string, flags: string) =>
    `  set ${name} { type ${type}; flags ${flags}; }`;
  return [
    `table inet ${table}`,
    `delete table inet ${table}`,
    `table inet ${table} {`,
    set('addresses4', 'ipv4_addr', 'timeout'),
    set('addresses6', 'ipv6_addr', 'timeout'),
    set('ranges4', 'ipv4_addr', 'interval, timeout'),
    set('ranges6', 'ipv6_addr', 'interval, timeout'),
    '  chain input {',
    '    type filter hook input priority -10; policy accept;',
    '    ip saddr @addresses4 drop',
    '    ip6 saddr @addresses6 drop',
    '    ip saddr @ranges4 drop',
    '    ip6 saddr @ranges6 drop',
    '  }',
    '}',
    '',
  ].join('\n');
}

/** What expires by itself is not deleted: the kernel was first, and deleting twice is an error. */
function changes(
  table: string,
  known: ReadonlyMap<string, Element>,
  wanted: ReadonlyMap<string, Element>,
): string {
  const lines: string[] = [];
  for (const [value, { set, until }] of known)
    if (wanted.get(value)?.until !== until) {
      // Added first, so that one that has just expired is there to be deleted.
      lines.push(`add element inet ${table} ${set} { ${value} timeout 1s }`);
      lines.push(`delete element inet ${table} ${set} { ${value} }`);
    }
  for (const [value, { set, until, seconds }] of wanted)
    if (known.get(value)?.until !== until)
      lines.push(`add element inet ${table} ${set} { ${value} timeout ${seconds}s }`);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

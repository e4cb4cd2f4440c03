import { UsageError } from '../config/config.ts';
import type { ScanResult } from '../engine/result.ts';
import { spoken } from '../report/spoken.ts';
import { siteRules } from '../rules/site/family.ts';
import { politeClient, politeness } from '../site/client.ts';
import { observe } from '../site/observe.ts';
import { siteHits } from '../site/site-hits.ts';
import { version } from '../version.ts';
import type { ScanIo } from './io.ts';
import { parseOptions } from './options.ts';
import { deliver, statusOf } from './run.ts';

const usage = `usage: bugheist scan site URL --mine HOST [options]

Looks at a running site: transport, headers, cookies, content, exposed files.
At most ${politeness.maxRequests} requests, one after the other, all of them GET.
--mine repeats the host's name: you confirm that it is yours to test.
--format, --output, --fail-on, --only, --skip and --upload work as they do
for files.
`;

/** `bugheist scan site …` */
export async function runSite(argv: readonly string[], io: ScanIo): Promise<number> {
  const started = performance.now();
  const { mine, rest } = takeMine(argv);
  const options = parseOptions(rest);
  if (options.help) {
    io.out(spoken(usage, io));
    return 0;
  }
  const url = confirmed(options.paths, mine);
  if (options.offline) throw new UsageError('--offline and a running site exclude each other');
  const client = politeClient({
    ...politeness,
    userAgent: `bugheist-scan/${version()} (asked for by the site's owner)`,
  });
  const { site, skipped } = await observe(url, client, io.now());
  const settings = { only: options.only, skip: options.skip, levels: {} };
  const hits = siteHits(site, siteRules, settings).map(({ hit }) => hit);
  const ids = new Set(hits.map(({ ruleId }) => ruleId));
  const result: ScanResult = {
    tool: { name: 'bugheist-scan', version: version() },
    hits,
    suppressed: [],
    notes: [],
    skipped: skipped.map((reason) => ({ path: url.href, reason })),
    stats: {
      files: client.requests,
      areRequests: true,
      bytes: site.exchanges.reduce((sum, { body }) => sum + body.length, 0),
      seconds: Math.round(performance.now() - started) / 1000,
      baselined: 0,
      fixed: 0,
      advisoriesFrom: null,
    },
    carets: new Map(),
    fixable: 0,
    rules: siteRules.filter(({ id }) => ids.has(id)),
  };
  const failOn = options.failOn ?? 'high';
  await deliver(result, options, failOn, io);
  return statusOf(result, failOn);
}

function takeMine(argv: readonly string[]): { mine: string | null; rest: string[] } {
  const rest = [...argv];
  const at = rest.findIndex((word) => word === '--mine' || word.startsWith('--mine='));
  if (at === -1) return { mine: null, rest };
  const [word = ''] = rest.splice(at, 1);
  return { mine: word.includes('=') ? word.slice(7) : (rest.splice(at, 1)[0] ?? null), rest };
}

/** Testing a site that is not one's own is a crime in most places: the host is typed twice. */
function confirmed(paths: readonly string[], mine: string | null): URL {
  const [address, ...more] = paths;
  if (address === undefined || more.length > 0) throw new UsageError(`one address is wanted\n${usage}`);
  const url = URL.parse(address.includes('://') ? address : `https://${address}`);
  if (!url || !/^https?:$/.test(url.protocol)) throw new UsageError(`${address} is no address of a site`);
  if (url.username !== '' || url.password !== '')
    throw new UsageError('the address must not carry a password');
  if (mine?.toLowerCase() !== url.hostname)
    throw new UsageError(`add --mine ${url.hostname} to confirm that this site is yours to test`);
  return url;
}

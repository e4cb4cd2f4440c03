import { hostname, userInfo } from 'node:os';
import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { removeNftables } from './bouncers/nftables.ts';
import { type Config, loadConfig } from './config/config.ts';
import { ConfigError } from './config/section.ts';
import { type Decision, targetKey } from './decisions/decision.ts';
import { describeKnown, describePlace, explainAddress, knownAbout } from './decisions/explain.ts';
import { DecisionJournal } from './decisions/journal.ts';
import { sparedBecause } from './decisions/never-ban.ts';
import { banLength } from './decisions/policy.ts';
import { FilterError } from './fail2ban/config.ts';
import { parsePlaceName } from './geography/place.ts';
import { parseAddress } from './logs/address.ts';
import { parseRange } from './logs/address-range.ts';
import { formatDuration, parseDuration } from './scenarios/duration.ts';
import { sharedSparedBecause } from './sharing/foreign-decision.ts';
import { geographyOf } from './watch/geography.ts';
import { inspect } from './watch/inspect.ts';
import { compare, replay } from './watch/replay.ts';
import { journalPath, neverBanOf, runConfigured } from './watch/run.ts';
import { type ScenarioSet, scenarioSet } from './watch/scenario-set.ts';
import { readerOf } from './watch/sources.ts';

/** What the command touches outside itself. */
export interface GuardIo {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly now: () => number;
  readonly newId: () => string;
  /** Ends `run`. */
  readonly signal: AbortSignal;
}

const usage = `Usage: bugheist-guard COMMAND [OPTIONS]

  run                    watch the logs and enforce decisions
  check                  read the configuration, look at every log and bouncer, say what is wrong
  list [--held] [--all]  decisions that hold, wait for you, or are remembered
  explain ADDRESS|ID     everything known about an address, or about the decision a refused person names
  ban ADDRESS --why TEXT [--for 4h] [--host NAME]
                         an address, a range, a country (CH) or a network (AS64496)
  unban ADDRESS|ID --why TEXT
  confirm ID             enforce a decision that was held
  replay --since 7d [--scenario NAME]
                         what would have been banned, as a difference to what was
  scenarios              the scenarios in use
  release                take the packet filter's table away

Options:
  --config FILE          default: $BUGHEIST_GUARD_CONFIG or /etc/bugheist/guard.yaml
  --format json          machine-readable output (check, list, explain, replay, scenarios); --json is short for it

Exit status: 0 done, 1 nothing found or something to mend, 2 usage or configuration.
Output is plain text without colours. Start: docs/guide/guard.md
Examples:
  bugheist guard check
  bugheist guard replay --since 7d
  bugheist guard ban 192.0.2.7 --why 'tries passwords' --for 4h
  bugheist guard list --format json
`;

/** Runs one command; resolves to the exit status: 0 done, 1 not found or nothing done, 2 usage or configuration. */
export async function runGuard(argv: readonly string[], io: GuardIo): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        why: { type: 'string' },
        for: { type: 'string' },
        host: { type: 'string' },
        since: { type: 'string' },
        scenario: { type: 'string' },
        held: { type: 'boolean' },
        all: { type: 'boolean' },
        format: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const [name = '', operand = ''] = positionals;
    const command = commands[name];
    if (values.help || name === 'help') {
      io.out(usage);
      return 0;
    }
    if (command === undefined)
      return refuse(io, name === '' ? usage : `there is no command ${name}\n\n${usage}`);
    const format = values.json ? 'json' : (values.format ?? 'text');
    if (format !== 'text' && format !== 'json')
      return refuse(io, `--format is ${format}: expected text or json`);
    const file = values.config ?? io.env['BUGHEIST_GUARD_CONFIG'] ?? '/etc/bugheist/guard.yaml';
    return await command({
      config: loadConfig(file, io.env),
      operand,
      io,
      options: { ...values, json: format === 'json' },
    });
  } catch (error) {
    if (error instanceof ConfigError || error instanceof FilterError) return refuse(io, error.message);
    if (error instanceof TypeError && 'code' in error) return refuse(io, `${error.message}\n\n${usage}`);
    throw error;
  }
}

interface Call {
  readonly config: Config;
  readonly operand: string;
  readonly io: GuardIo;
  readonly options: {
    readonly why?: string;
    readonly for?: string;
    readonly host?: string;
    readonly since?: string;
    readonly scenario?: string;
    readonly held?: boolean;
    readonly all?: boolean;
    readonly json?: boolean;
  };
}

const commands: Readonly<Record<string, (call: Call) => Promise<number> | number>> = {
  run,
  check,
  list,
  explain,
  ban,
  unban,
  confirm,
  replay: replayLogs,
  scenarios,
  release,
};

async function run({ config, io }: Call): Promise<number> {
  const { now, newId, stdin, signal } = io;
  const log = (message: string) => io.err(`${new Date(now()).toISOString()} ${message}`);
  await runConfigured(config, { now, newId, stdin, signal, log });
  return 0;
}

async function check({ config, io, options }: Call): Promise<number> {
  const { scenarios: all, warnings } = setOf(config);
  const inspections = await inspect(config, io.now());
  const problems = inspections.filter(({ isProblem }) => isProblem);
  if (options.json) {
    const report = {
      file: config.file,
      inspections,
      scenarios: all.map(({ name }) => name),
      leftOut: warnings,
    };
    io.out(JSON.stringify(report, null, 2));
    return problems.length > 0 ? 1 : 0;
  }
  for (const { name, finding, isProblem } of inspections)
    (isProblem ? io.err : io.out)(`${isProblem ? 'mend  ' : 'fine  '}${name}: ${finding}`);
  for (const warning of warnings) io.err(`left out  ${warning}`);
  io.out(
    `${config.file}: sources: ${config.sources.length}, scenarios: ${all.length}, left out: ${warnings.length}, to mend: ${problems.length}`,
  );
  return problems.length > 0 ? 1 : 0;
}

function list({ config, io, options }: Call): number {
  const journal = new DecisionJournal(journalPath(config));
  const now = io.now();
  const decisions = options.all
    ? journal.all()
    : journal.live(now).filter(({ held }) => !options.held || held);
  journal.close();
  if (options.json) io.out(JSON.stringify(decisions, null, 2));
  else for (const decision of decisions) io.out(oneLine(decision));
  return 0;
}

function explain({ config, io, operand, options }: Call): number {
  const journal = new DecisionJournal(journalPath(config));
  const named = journal.find(operand);
  if (named !== null && parseAddress(named.value) === null) {
    const known = journal.about(named.value);
    if (options.json) io.out(JSON.stringify({ known }, null, 2));
    else for (const line of describeKnown(known, io.now())) io.out(line);
    journal.close();
    return 0;
  }
  const address = parseAddress(named?.value ?? operand);
  if (address === null) {
    journal.close();
    return refuse(io, `explain needs an address or the id of a decision, not ${JSON.stringify(operand)}`);
  }
  const geography = geographyOf(config.geography, config.file);
  const never = neverBanOf(config, geography);
  if (options.json) {
    const place = geography.placeOf?.(address) ?? null;
    const known = knownAbout(address, journal, geography.placeOf);
    io.out(JSON.stringify({ address, place, spared: sparedBecause(address, never), known }, null, 2));
  } else {
    for (const line of describePlace(address, geography.placeOf)) io.out(line);
    for (const line of explainAddress(address, journal, never, geography.placeOf, io.now())) io.out(line);
  }
  journal.close();
  return 0;
}

function ban({ config, io, operand, options }: Call): number {
  const target = banTarget(operand);
  const ms = options.for === undefined ? null : parseDuration(options.for);
  if (target === null)
    return refuse(
      io,
      `ban needs an address, a range, a country like CH or a network like AS64496, not ${JSON.stringify(operand)}`,
    );
  if (!options.why) return refuse(io, 'ban needs --why: whoever reads it later wants to know');
  if (options.for !== undefined && ms === null)
    return refuse(io, `--for is ${options.for}: expected a duration like 4h`);
  const geography = geographyOf(config.geography, config.file);
  if (geography.placeOf === null && (target.scope === 'country' || target.scope === 'as'))
    return refuse(io, `a ban of ${target.value} needs geography.files in ${config.file}: an MMDB file`);
  const spared = sharedSparedBecause(target, neverBanOf(config, geography));
  if (spared !== null) return refuse(io, `${target.value} is never banned: ${spared}`);
  const now = io.now();
  const journal = new DecisionJournal(journalPath(config));
  const decision: Decision = {
    id: io.newId(),
    ...target,
    host: (options.host ?? '').toLowerCase(),
    measure: 'ban',
    scenario: 'operator',
    reason: `${options.why} (${who()})`,
    evidence: [],
    from: now,
    until: now + (ms ?? banLength(1, { ...config.decisions, shadowUntil: 0, shadowScenarios: new Set() })),
    origin: 'operator',
    shadow: false,
    held: false,
    strike: 1,
  };
  journal.add(decision);
  journal.close();
  io.out(oneLine(decision));
  return 0;
}

function banTarget(operand: string): Pick<Decision, 'scope' | 'value'> | null {
  if (operand.includes('/')) return parseRange(operand) === null ? null : { scope: 'range', value: operand };
  const address = parseAddress(operand);
  return address === null ? parsePlaceName(operand) : { scope: 'ip', value: address };
}

function unban({ config, io, operand, options }: Call): number {
  if (!options.why) return refuse(io, 'unban needs --why: it stays with the decision');
  const journal = new DecisionJournal(journalPath(config));
  const now = io.now();
  const found = journal
    .live(now)
    .filter(({ value, id }) => value === (parseAddress(operand) ?? operand) || id === operand);
  for (const { id } of found) journal.end({ id, at: now, by: who(), why: options.why });
  journal.close();
  for (const decision of found) io.out(`taken back: ${oneLine(decision)}`);
  if (found.length === 0) io.err(`no decision about ${operand} holds`);
  return found.length === 0 ? 1 : 0;
}

function confirm({ config, io, operand }: Call): number {
  const journal = new DecisionJournal(journalPath(config));
  const found = journal.live(io.now()).find(({ id, held }) => held && id === operand);
  if (found) journal.confirm(found.id, io.now(), who());
  journal.close();
  if (found) io.out(`in force: ${oneLine({ ...found, held: false })}`);
  else io.err(`no decision ${operand} waits for you; see: list --held`);
  return found ? 0 : 1;
}

async function replayLogs({ config, io, options }: Call): Promise<number> {
  const ms = parseDuration(options.since ?? '');
  if (ms === null) return refuse(io, 'replay needs --since, a duration like 7d');
  const geography = geographyOf(config.geography, config.file);
  const set = scenarioSet(config.scenarios, config.sources, geography, config.file).scenarios;
  const chosen = options.scenario === undefined ? set : set.filter(({ name }) => name === options.scenario);
  if (chosen.length === 0) return refuse(io, `there is no scenario ${options.scenario}; see: scenarios`);
  const since = io.now() - ms;
  const inputs = config.sources.flatMap((source) =>
    source.kind === 'file' ? [{ path: source.path, reader: readerOf(source) }] : [],
  );
  const result = await replay({
    inputs,
    scenarios: chosen,
    policy: { ...config.decisions, shadowScenarios: new Set() },
    never: neverBanOf(config, geography),
    context: { trusted: config.trusted, civil: config.civil, now: io.now() },
    since,
  });
  const journal = new DecisionJournal(journalPath(config));
  const decided = journal
    .all()
    .filter(({ scenario }) => options.scenario === undefined || scenario === options.scenario);
  journal.close();
  const difference = compare(result.decisions, decided, since);
  if (options.json) io.out(JSON.stringify(difference, null, 2));
  else {
    io.out(
      `${result.lines} lines, ${result.events} events, ${result.decisions.length} decisions since ${new Date(since).toISOString()}`,
    );
    for (const decision of difference.added) io.out(`+ ${oneLine(decision)}`);
    for (const decision of difference.same) io.out(`= ${oneLine(decision)}`);
    for (const decision of difference.gone) io.out(`- ${oneLine(decision)}`);
  }
  return 0;
}

function scenarios({ config, io, options }: Call): number {
  const { scenarios: all } = setOf(config);
  if (options.json) {
    const shown = all.map(({ name, description, type, capacity, leakMs, remediation, labels }) => ({
      ...{ name, description, type, capacity, leakMs, remediation, labels },
    }));
    io.out(JSON.stringify(shown, null, 2));
    return 0;
  }
  for (const { name, description, type, capacity, leakMs, remediation } of all) {
    const size = type === 'leaky' ? ` ${capacity}/${formatDuration(leakMs)}` : '';
    io.out(`${name}  ${type}${size}${remediation ? '' : '  only tells'}  ${description}`);
  }
  return 0;
}

async function release({ config, io }: Call): Promise<number> {
  if (config.bouncers.nftables === null)
    return refuse(io, 'bouncers.nftables is not configured: nothing to take away');
  await removeNftables(config.bouncers.nftables);
  io.out('the packet filter’s table is gone; guard run puts it back');
  return 0;
}

function setOf(config: Config): ScenarioSet {
  const geography = geographyOf(config.geography, config.file);
  return scenarioSet(config.scenarios, config.sources, geography, config.file);
}

function oneLine(decision: Decision): string {
  const state = decision.shadow ? 'shadow ' : decision.held ? 'held ' : '';
  const [, value, host] = targetKey(decision).split(' ');
  return `${state}${decision.measure} ${value}${host ? ` on ${host}` : ''} until ${new Date(decision.until).toISOString()}  ${decision.scenario}  ${decision.reason}  ${decision.id}`;
}

function who(): string {
  return `${userInfo().username}@${hostname()}`;
}

function refuse(io: GuardIo, message: string): number {
  io.err(message);
  return 2;
}

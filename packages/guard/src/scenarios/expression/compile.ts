import { type Event, event } from '../../logs/event.ts';
import type { Subject } from '../scenario.ts';
import { type Chain, chainOf } from './chain.ts';
import { checkNames } from './check-names.ts';
import { fieldOf } from './fields.ts';
import { asList, asNumber, asText, type DataFiles, functions, type Value } from './functions.ts';
import { ExpressionError } from './lexer.ts';
import { operators } from './operators.ts';
import { parseExpression } from './parser.ts';
import { goPattern, matchesPattern } from './pattern.ts';
import { placeFieldOf } from './place-fields.ts';
import type { Syntax } from './syntax.ts';

/** What an expression sees while it runs. */
export interface Frame {
  subject: Subject;
  queue: readonly Event[];
  /** `#` of the innermost predicate. */
  element: Value;
  readonly locals: Map<string, Value>;
}

export type Run = (frame: Frame) => Value;

/**
 * A closure for an expression in CrowdSec's filter language. Throws ExpressionError for anything that can't be
 * compiled: an unknown function or field is found when the scenario is loaded, not when the attack comes.
 */
export function compileExpression(source: string, files: DataFiles): Run {
  const syntax = parseExpression(source);
  checkNames(syntax, new Set(['evt', 'queue']));
  return build(syntax, files);
}

/** The expression as a yes-or-no question about an event. */
export function compileFilter(source: string, files: DataFiles): (subject: Subject) => boolean {
  const run = compileExpression(source, files);
  const frame = emptyFrame();
  return (subject) => {
    frame.subject = subject;
    return run(frame) === true;
  };
}

/** The expression as text about an event. */
export function compileText(source: string, files: DataFiles): (subject: Subject) => string {
  const run = compileExpression(source, files);
  const frame = emptyFrame();
  return (subject) => {
    frame.subject = subject;
    return asText(run(frame));
  };
}

/** The expression as a yes-or-no question about a bucket's events. */
export function compileCondition(
  source: string,
  files: DataFiles,
): (queue: readonly Event[], subject: Subject) => boolean {
  const run = compileExpression(source, files);
  const frame = emptyFrame();
  return (queue, subject) => {
    frame.subject = subject;
    frame.queue = queue;
    return run(frame) === true;
  };
}

function emptyFrame(): Frame {
  const subject = event({ source: '', kind: 'http-access', line: '' });
  return { subject, queue: [], element: null, locals: noLocals };
}

const noLocals = new Map<string, Value>();

/** True when the expression asks about overflows instead of log lines. */
export function watchesAlerts(source: string): boolean {
  return /evt\.Overflow\b|GetType\(\)\s*==\s*['"]overflow['"]/.test(source);
}

function build(syntax: Syntax, files: DataFiles): Run {
  switch (syntax.kind) {
    case 'constant':
      return constant(syntax.value);
    case 'element':
      return (frame) => frame.element;
    case 'name':
      return buildName(syntax);
    case 'list':
      return buildList(syntax.items, files);
    case 'member':
    case 'call':
    case 'index':
      return buildAccess(syntax, files);
    case 'slice':
      return buildSlice(syntax, files);
    case 'unary':
      return buildUnary(syntax, files);
    case 'binary':
      return buildBinary(syntax, files);
    case 'choice':
      return buildChoice(syntax, files);
    case 'let':
      return buildLet(syntax, files);
    case 'predicate':
      throw new ExpressionError(
        'a { predicate } stands only in any(), all(), filter() and their like',
        syntax.at,
      );
  }
}

const constants = new WeakMap<Run, { readonly value: Value }>();

function constant(value: Value): Run {
  const run: Run = () => value;
  constants.set(run, { value });
  return run;
}

function buildName({ name, at }: Extract<Syntax, { kind: 'name' }>): Run {
  if (name === 'evt') return (frame) => frame.subject;
  if (name === 'queue') throw new ExpressionError('only queue.Queue can be read', at);
  return (frame) => frame.locals.get(name) ?? null;
}

function buildList(items: readonly Syntax[], files: DataFiles): Run {
  const runs = items.map((item) => build(item, files));
  if (runs.every((run) => constants.has(run)))
    return constant(runs.map((run) => constants.get(run)?.value ?? null));
  return (frame) => runs.map((run) => run(frame));
}

type Access = Extract<Syntax, { kind: 'member' | 'call' | 'index' }>;

/** `evt.Meta.x`, `#.Time`, `queue.Queue`, `File("x")`, `list[0]`. */
function buildAccess(syntax: Access, files: DataFiles): Run {
  const chain = chainOf(syntax);
  if (chain && chain.path !== '') return buildField(chain, syntax.at, files);
  if (syntax.kind === 'call') return buildCall(syntax, files);
  if (syntax.kind === 'index') {
    const of = build(syntax.of, files);
    const index = build(syntax.index, files);
    return (frame) => elementAt(of(frame), asNumber(index(frame)));
  }
  throw new ExpressionError(`can't read .${syntax.name} of this`, syntax.at);
}

function buildField(chain: Chain, at: number, files: DataFiles): Run {
  if (chain.root === 'queue') {
    if (chain.path !== 'Queue')
      throw new ExpressionError(`queue.${chain.path} isn't known; queue.Queue is`, at);
    return (frame) => frame.queue;
  }
  if (chain.path === 'SetMeta()') return () => true;
  const place = placeFieldOf(chain.path);
  if (place !== null && files.placeOf === null)
    throw new ExpressionError(
      `evt.${chain.path} needs geography: name an MMDB file as geography.files, or leave the scenario out`,
      at,
    );
  const field = (files.placeOf && place?.(files.placeOf)) ?? fieldOf(chain.path);
  if (field === null) throw new ExpressionError(`evt.${chain.path} isn't in our events`, at);
  if (chain.root === 'evt') return (frame) => field(frame.subject);
  const element = build(chain.root, files);
  return (frame) => {
    const value = element(frame);
    return isSubject(value) ? field(value) : null;
  };
}

function isSubject(value: Value): value is Subject {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function buildCall(syntax: Extract<Syntax, { kind: 'call' }>, files: DataFiles): Run {
  const name = syntax.of.kind === 'name' ? syntax.of.name : '';
  const looper = loops[name];
  if (looper) return buildLoop(looper, syntax, files);
  const call = functions[name];
  if (call === undefined) throw new ExpressionError(`function ${name || 'here'} isn't known`, syntax.at);
  const args = syntax.args.map((arg) => build(arg, files));
  checkList(name, syntax.args, files);
  if (foldable.has(name) && args.every((arg) => constants.has(arg)))
    return constant(
      call(
        args.map((arg) => constants.get(arg)?.value ?? null),
        files,
      ),
    );
  const [first, second] = args;
  if (first && args.length === 1) return (frame) => call([first(frame)], files);
  if (first && second && args.length === 2) return (frame) => call([first(frame), second(frame)], files);
  return (frame) =>
    call(
      args.map((arg) => arg(frame)),
      files,
    );
}

/** Lists are opened when the scenario is loaded, not when the first attack comes; their patterns too. */
function checkList(name: string, args: readonly Syntax[], files: DataFiles): void {
  const list =
    name === 'File' ? args[0] : name === 'RegexpInFile' || name === 'LookupFile' ? args[1] : undefined;
  if (list?.kind !== 'constant') return;
  const lines = files.linesOf(asText(list.value));
  if (name === 'RegexpInFile') for (const line of lines) goPattern(line, list.at);
}

const foldable = new Set(['Upper', 'Lower', 'upper', 'lower', 'duration', 'int', 'float', 'File']);

type Loop = (list: readonly Value[], test: (value: Value) => Value) => Value;

const loops: Readonly<Record<string, Loop>> = {
  any: (list, test) => list.some((value) => test(value) === true),
  all: (list, test) => list.every((value) => test(value) === true),
  none: (list, test) => !list.some((value) => test(value) === true),
  one: (list, test) => list.filter((value) => test(value) === true).length === 1,
  count: (list, test) => list.filter((value) => test(value) === true).length,
  filter: (list, test) => list.filter((value) => test(value) === true),
  map: (list, test) => list.map(test),
  find: (list, test) => list.find((value) => test(value) === true) ?? null,
};

function buildLoop(loop: Loop, syntax: Extract<Syntax, { kind: 'call' }>, files: DataFiles): Run {
  const [listSyntax, testSyntax] = syntax.args;
  if (listSyntax === undefined || testSyntax === undefined)
    throw new ExpressionError('expected a list and a predicate', syntax.at);
  const list = build(listSyntax, files);
  const test = build(testSyntax.kind === 'predicate' ? testSyntax.body : testSyntax, files);
  return (frame) => {
    const outer = frame.element;
    const answer = loop(asList(list(frame)), (value) => {
      frame.element = value;
      return test(frame);
    });
    frame.element = outer;
    return answer;
  };
}

function elementAt(value: Value, index: number): Value {
  if (typeof value === 'string') return value.at(index) ?? '';
  return asList(value).at(index) ?? null;
}

function buildSlice(syntax: Extract<Syntax, { kind: 'slice' }>, files: DataFiles): Run {
  const of = build(syntax.of, files);
  const from = syntax.from ? build(syntax.from, files) : constant(0);
  const to = syntax.to ? build(syntax.to, files) : null;
  return (frame) => {
    const value = of(frame);
    const range = [asNumber(from(frame)), to ? asNumber(to(frame)) : undefined] as const;
    return typeof value === 'string' ? value.slice(...range) : asList(value).slice(...range);
  };
}

function buildUnary(syntax: Extract<Syntax, { kind: 'unary' }>, files: DataFiles): Run {
  const of = build(syntax.of, files);
  if (syntax.sign === '!') return (frame) => of(frame) !== true;
  const known = constants.get(of);
  return known ? constant(-asNumber(known.value)) : (frame) => -asNumber(of(frame));
}

function buildBinary(syntax: Extract<Syntax, { kind: 'binary' }>, files: DataFiles): Run {
  const left = build(syntax.left, files);
  const right = build(syntax.right, files);
  if (syntax.sign === 'matches') return buildMatches(left, right, syntax.at);
  if (syntax.sign === '&&') return (frame) => left(frame) === true && right(frame) === true;
  if (syntax.sign === '||') return (frame) => left(frame) === true || right(frame) === true;
  if (syntax.sign === '??') return (frame) => left(frame) ?? right(frame);
  const known = constants.get(right);
  if (syntax.sign === 'in' && Array.isArray(known?.value)) {
    const members = new Set<Value>(known.value);
    return (frame) => members.has(left(frame));
  }
  const operate = operators[syntax.sign];
  if (operate === undefined) throw new ExpressionError(`operator ${syntax.sign} isn't known`, syntax.at);
  return (frame) => operate(left(frame), right(frame));
}

function buildMatches(left: Run, right: Run, at: number): Run {
  const known = constants.get(right);
  if (known) {
    const regexp = goPattern(asText(known.value), at);
    return (frame) => matchesPattern(regexp, asText(left(frame)));
  }
  return (frame) => matchesPattern(goPattern(asText(right(frame)), at), asText(left(frame)));
}

function buildChoice(syntax: Extract<Syntax, { kind: 'choice' }>, files: DataFiles): Run {
  const test = build(syntax.test, files);
  const yes = build(syntax.yes, files);
  const no = build(syntax.no, files);
  return (frame) => (test(frame) === true ? yes(frame) : no(frame));
}

function buildLet(syntax: Extract<Syntax, { kind: 'let' }>, files: DataFiles): Run {
  const value = build(syntax.value, files);
  const body = build(syntax.body, files);
  return (frame) => {
    const locals = new Map(frame.locals).set(syntax.name, value(frame));
    return body({ ...frame, locals });
  };
}

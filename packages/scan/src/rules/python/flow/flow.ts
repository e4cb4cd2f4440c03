import { childOf, childrenOf, type PyNode, type PyTree } from '../syntax.ts';
import type { Argument, Call, FunctionInside } from './call.ts';
import { Expressions } from './expressions.ts';
import { guardsOf } from './guards.ts';
import { importsIn, importsOf } from './imports.ts';
import { type OwnFunction, OwnFunctions } from './own-functions.ts';
import { clean, Scope } from './scope.ts';
import { parameterOrigin } from './sources.ts';
import {
  either,
  elementOf,
  harmlessValue,
  stepOn,
  type Taint,
  taintOf,
  unknownValue,
  type Value,
} from './value.ts';
import type { Watcher } from './watcher.ts';

/** Calls followed into functions of the file, per file. Past it their results count as unknown. */
const maxFollowed = 3000;
const maxDepth = 4;

/**
 * Follows values through a file: assignments, strings, containers, branches, loops, calls of the file's own functions
 * and methods. One pass in the order of the text; where ways part, both are taken and the worse result is kept.
 */
export function followValues(tree: PyTree, text: string, watcher: Watcher): void {
  new Flow(tree, text, watcher).run();
}

/** A function being run: what it returns is gathered here. */
interface Frame {
  readonly inside: FunctionInside | null;
  readonly className: string | null;
  returns: Value | null;
  readonly depth: number;
  readonly running: ReadonlySet<PyNode>;
  loops: number;
}

class Flow {
  readonly #tree: PyTree;
  readonly #text: string;
  readonly #watcher: Watcher;
  readonly #expressions: Expressions;
  readonly #functions: OwnFunctions;
  readonly #imports: ReadonlyMap<string, string>;
  readonly #selves = new Map<string, Map<string, Value>>();
  readonly #module = new Scope(null);
  #followed = 0;
  #frame: Frame = { inside: null, className: null, returns: null, depth: 0, running: new Set(), loops: 0 };

  constructor(tree: PyTree, text: string, watcher: Watcher) {
    this.#tree = tree;
    this.#text = text;
    this.#watcher = watcher;
    this.#functions = new OwnFunctions(tree, this.#textOf);
    this.#imports = importsOf(tree, this.#textOf);
    this.#expressions = new Expressions(text, this.#imports, this.#functions, watcher, {
      inside: () => this.#frame.inside,
      className: () => this.#frame.className,
      follow: (own, call, scope) => this.#follow(own, call, scope),
    });
  }

  run(): void {
    this.#block(this.#tree.root.children, this.#module);
  }

  readonly #textOf = (node: PyNode): string => this.#text.slice(node.start, node.end);

  // Statements. Each answers whether what follows in its block is out of reach.

  #block(statements: readonly PyNode[], scope: Scope): boolean {
    const later: PyNode[] = [];
    const ended = this.#each(statements, scope, later);
    for (const definition of later) this.#runAlone(definition, scope);
    return ended;
  }

  /** What stands behind a `return` or `raise` is looked at too: it is a mistake, or code that waits for its turn. */
  #each(statements: readonly PyNode[], scope: Scope, later: PyNode[]): boolean {
    let ended = false;
    for (const statement of statements) ended = this.#statement(statement, scope, later) || ended;
    return ended;
  }

  #statement(node: PyNode, scope: Scope, later: PyNode[]): boolean {
    switch (node.type) {
      case 'expression_statement':
        for (const child of node.children) this.#expressions.evaluate(child, scope);
        return false;
      case 'return_statement': {
        const returned = node.children[0];
        const value = returned ? this.#expressions.evaluate(returned, scope) : harmlessValue;
        this.#frame.returns = this.#frame.returns ? either(this.#frame.returns, value) : value;
        if (returned && this.#frame.inside) this.#watcher.returned(value, returned, this.#frame.inside);
        return true;
      }
      case 'raise_statement':
        for (const child of node.children) this.#expressions.evaluate(child, scope);
        return true;
      case 'break_statement':
      case 'continue_statement':
        return true;
      case 'if_statement':
        return this.#if(node, childrenOf(node, 'alternative'), scope, later);
      case 'for_statement':
        return this.#for(node, scope, later);
      case 'while_statement':
        this.#expressions.field(node, 'condition', scope);
        return this.#loop(childOf(node, 'body'), scope, later);
      case 'with_statement':
        return this.#with(node, scope, later);
      case 'try_statement':
        return this.#try(node, scope, later);
      case 'match_statement':
        return this.#match(node, scope, later);
      case 'import_statement':
      case 'import_from_statement':
        this.#import(node, scope);
        return false;
      case 'function_definition':
      case 'class_definition':
        later.push(node);
        return false;
      case 'decorated_definition': {
        for (const child of node.children)
          if (child.type === 'decorator')
            for (const inner of child.children) this.#expressions.evaluate(inner, scope);
        const definition = childOf(node, 'definition');
        if (definition) later.push(definition);
        return false;
      }
      case 'block':
        return this.#inner(node, scope, later);
      default:
        for (const child of node.children) this.#expressions.evaluate(child, scope);
        return false;
    }
  }

  /** Inside a function a name can mean something else than in the rest of the file. */
  #import(node: PyNode, scope: Scope): void {
    if (!this.#frame.inside) return;
    for (const [local, meaning] of importsIn(node, this.#textOf))
      if (this.#imports.get(local) !== meaning) scope.set(local, { ...unknownValue, name: meaning });
  }

  #inner(block: PyNode | null, scope: Scope, later: PyNode[]): boolean {
    return this.#each(block?.children ?? [], scope, later);
  }

  /** An `if` or `elif` with what follows it. */
  #if(node: PyNode, otherwise: readonly PyNode[], scope: Scope, later: PyNode[]): boolean {
    const condition = childOf(node, 'condition');
    if (condition) this.#expressions.evaluate(condition, scope);
    const guards = condition ? guardsOf(condition, this.#textOf) : { whenTrue: [], whenFalse: [] };
    const ways: Scope[] = [];
    const yes = scope.fork();
    clean(guards.whenTrue, yes);
    if (!this.#inner(childOf(node, 'consequence'), yes, later)) ways.push(yes);
    const no = scope.fork();
    clean(guards.whenFalse, no);
    if (!this.#otherwise(otherwise, no, later)) ways.push(no);
    scope.join(ways, either);
    return ways.length === 0;
  }

  #otherwise([first, ...others]: readonly PyNode[], scope: Scope, later: PyNode[]): boolean {
    if (!first) return false;
    if (first.type === 'else_clause') return this.#inner(childOf(first, 'body'), scope, later);
    return this.#if(first, others, scope, later);
  }

  #for(node: PyNode, scope: Scope, later: PyNode[]): boolean {
    const left = childOf(node, 'left');
    const over = this.#expressions.field(node, 'right', scope);
    if (left) this.#expressions.assign(left, elementOf(over), scope, node);
    return this.#loop(childOf(node, 'body'), scope, later);
  }

  /** Twice, so that what one round leaves reaches the next. */
  #loop(body: PyNode | null, scope: Scope, later: PyNode[]): false {
    const rounds = this.#frame.loops < 2 ? 2 : 1;
    this.#frame.loops++;
    for (let round = 0; round < rounds; round++) {
      const way = scope.fork();
      this.#inner(body, way, round === 0 ? later : []);
      scope.join([way, scope.fork()], either);
    }
    this.#frame.loops--;
    return false;
  }

  #with(node: PyNode, scope: Scope, later: PyNode[]): boolean {
    for (const clause of node.children)
      if (clause.type === 'with_clause')
        for (const item of clause.children) this.#expressions.field(item, 'value', scope);
    return this.#inner(childOf(node, 'body'), scope, later);
  }

  #try(node: PyNode, scope: Scope, later: PyNode[]): boolean {
    const before = scope.fork();
    const body = scope.fork();
    const ways: Scope[] = [];
    if (!this.#inner(childOf(node, 'body'), body, later)) ways.push(body);
    let finallyBlock: PyNode | null = null;
    for (const clause of node.children) {
      if (clause.type === 'finally_clause') finallyBlock = clause.children.at(-1) ?? null;
      if (!/^except|^else/.test(clause.type)) continue;
      const way = clause.type === 'else_clause' ? body : before.fork();
      if (way !== body) way.join([before, body], either);
      for (const child of clause.children) if (child.type !== 'block') this.#expressions.evaluate(child, way);
      const ended = this.#inner(clause.children.find(({ type }) => type === 'block') ?? null, way, later);
      if (!ended && way !== body) ways.push(way);
    }
    scope.join(ways, either);
    if (this.#inner(finallyBlock, scope, later)) return true;
    return ways.length === 0;
  }

  #match(node: PyNode, scope: Scope, later: PyNode[]): boolean {
    this.#expressions.field(node, 'subject', scope);
    const ways = [scope.fork()];
    for (const clause of childOf(node, 'body')?.children ?? []) {
      const way = scope.fork();
      if (!this.#inner(childOf(clause, 'consequence'), way, later)) ways.push(way);
    }
    scope.join(ways, either);
    return false;
  }

  /** A function as its callers elsewhere would run it, or the body of a class. */
  #runAlone(definition: PyNode, outer: Scope): void {
    const body = childOf(definition, 'body');
    if (definition.type === 'class_definition') {
      const nameNode = childOf(definition, 'name');
      const bases = childOf(definition, 'superclasses');
      if (bases) for (const base of bases.children) this.#expressions.evaluate(base, outer);
      const self = nameNode ? this.#selfOf(this.#textOf(nameNode)) : new Map<string, Value>();
      if (body) this.#block(body.children, new Scope(outer, self));
      return;
    }
    const own = this.#functions.of(definition);
    const scope = new Scope(outer, own.className === null ? undefined : this.#selfOf(own.className));
    for (const parameter of own.parameters) {
      const defaultValue = parameter.defaultValue
        ? this.#expressions.evaluate(parameter.defaultValue, outer)
        : null;
      const source = parameterOrigin(
        parameter.name,
        own.inside.parameters,
        own.inside.decorators,
        own.className === null && this.#functions.calls(own.inside.name),
        own.inside.name === '__init__',
      );
      const taint: Taint | null = source && {
        origin: source.origin,
        step: { node: parameter.node, message: `\`${parameter.name}\`: ${source.message}`, before: null },
        throughUnknown: false,
      };
      const text = defaultValue?.text ?? null;
      const fallback =
        text !== null && parameter.defaultValue ? { text, node: parameter.defaultValue } : null;
      const value = { ...unknownValue, name: parameter.name, taint, fallback };
      const isScalar = parameter.declared === 'scalar';
      scope.set(parameter.name, {
        ...value,
        ...(isScalar ? { taint: null, harmless: true } : {}),
        fixedKeys: parameter.declared === 'model',
      });
    }
    this.#runBody(own, scope);
  }

  #selfOf(className: string): Map<string, Value> {
    let self = this.#selves.get(className);
    if (!self) {
      self = new Map();
      this.#selves.set(className, self);
    }
    return self;
  }

  #runBody(own: OwnFunction, scope: Scope): Value {
    const outer = this.#frame;
    this.#frame = {
      inside: own.inside,
      className: own.className ?? outer.className,
      returns: null,
      depth: outer.depth + 1,
      running: new Set([...outer.running, own.inside.node]),
      loops: 0,
    };
    try {
      this.#block(own.body.children, scope);
      return this.#frame.returns ?? harmlessValue;
    } finally {
      this.#frame = outer;
    }
  }

  #follow(own: OwnFunction, call: Call, scope: Scope): Value {
    const { running, depth } = this.#frame;
    if (running.has(own.inside.node) || depth >= maxDepth || this.#followed++ > maxFollowed)
      return { ...unknownValue, taint: taintOf(call.arguments.map(({ value }) => value)) };
    const isMethod = own.className !== null && /^(self|cls)$/.test(own.parameters[0]?.name ?? '');
    const inner = new Scope(this.#module, own.className === null ? undefined : this.#selfOf(own.className));
    if (isMethod) inner.set('self', { ...unknownValue, name: 'self' });
    const parameters = isMethod ? own.parameters.slice(1) : own.parameters;
    const positional = call.arguments.filter(({ keyword }) => keyword === null);
    parameters.forEach((parameter, index) => {
      const given =
        parameter.kind === 'rest'
          ? mergedArguments(positional.slice(index))
          : parameter.kind === 'keywords'
            ? mergedArguments(call.arguments.filter(({ keyword }) => keyword !== null))
            : (call.arguments.find(({ keyword }) => keyword === parameter.name)?.value ??
              positional[index]?.value);
      const value =
        given ??
        (parameter.defaultValue ? this.#expressions.evaluate(parameter.defaultValue, scope) : unknownValue);
      const taint = stepOn(
        value.taint,
        call.node,
        `given to \`${own.inside.name}\` as \`${parameter.name}\``,
      );
      inner.set(parameter.name, { ...value, taint });
    });
    return this.#runBody(own, inner);
  }
}

function mergedArguments(given: readonly Argument[]): Value {
  return {
    ...unknownValue,
    taint: taintOf(given.map(({ value }) => value)),
    harmless: given.every(({ value }) => value.harmless),
  };
}

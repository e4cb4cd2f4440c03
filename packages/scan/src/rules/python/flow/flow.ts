import { childOf, childrenOf, type PyNode, type PyTree } from '../syntax.ts';
import type { Argument, Call, FunctionInside } from './call.ts';
import { guardsOf } from './guards.ts';
import { importsOf } from './imports.ts';
import { isCleaning, isFilling, isLookUp, isPassing } from './known-calls.ts';
import { beforeFirstHole, contentOf } from './literals.ts';
import { type OwnFunction, OwnFunctions } from './own-functions.ts';
import { Scope } from './scope.ts';
import { parameterOrigin, sourceNamed } from './sources.ts';
import {
  concatenation,
  either,
  harmlessValue,
  stepOn,
  type Taint,
  taintOf,
  textValue,
  unknownValue,
  type Value,
  worse,
} from './value.ts';

/** Told of everything of interest, in the order it would run; some places several times, as they are reached anew. */
export interface Watcher {
  call(call: Call): void;
  /** A dotted name is used, other than as what is called. */
  reference(name: string, node: PyNode): void;
  /** `target` is the text left of `=`. */
  assigned(target: string, value: Value, node: PyNode, inside: FunctionInside | null): void;
  returned(value: Value, node: PyNode, inside: FunctionInside): void;
}

/** Calls followed into functions of the file, per file. Past it their results count as unknown. */
const maxFollowed = 3000;
const maxDepth = 4;
const maxNameLength = 160;

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
  readonly #imports: ReadonlyMap<string, string>;
  readonly #functions: OwnFunctions;
  readonly #selves = new Map<string, Map<string, Value>>();
  readonly #module = new Scope(null);
  #followed = 0;
  #frame: Frame = { inside: null, className: null, returns: null, depth: 0, running: new Set(), loops: 0 };

  constructor(tree: PyTree, text: string, watcher: Watcher) {
    this.#tree = tree;
    this.#text = text;
    this.#watcher = watcher;
    this.#imports = importsOf(tree, this.#textOf);
    this.#functions = new OwnFunctions(tree, this.#textOf);
  }

  run(): void {
    this.#block(this.#tree.root.children, this.#module);
  }

  readonly #textOf = (node: PyNode): string => this.#text.slice(node.start, node.end);

  // Statements. Each answers whether what follows in its block is out of reach.

  #block(statements: readonly PyNode[], scope: Scope): boolean {
    const later: PyNode[] = [];
    let ended = false;
    for (const statement of statements) {
      if (this.#statement(statement, scope, later)) {
        ended = true;
        break;
      }
    }
    for (const definition of later) this.#runAlone(definition, scope);
    return ended;
  }

  #statement(node: PyNode, scope: Scope, later: PyNode[]): boolean {
    switch (node.type) {
      case 'expression_statement':
        for (const child of node.children) this.#evaluate(child, scope);
        return false;
      case 'return_statement': {
        const returned = node.children[0];
        const value = returned ? this.#evaluate(returned, scope) : harmlessValue;
        this.#frame.returns = this.#frame.returns ? either(this.#frame.returns, value) : value;
        if (returned && this.#frame.inside) this.#watcher.returned(value, returned, this.#frame.inside);
        return true;
      }
      case 'raise_statement':
        for (const child of node.children) this.#evaluate(child, scope);
        return true;
      case 'break_statement':
      case 'continue_statement':
        return true;
      case 'if_statement':
        return this.#if(node, scope, later);
      case 'for_statement':
        return this.#for(node, scope, later);
      case 'while_statement':
        this.#evaluateField(node, 'condition', scope);
        return this.#loop(childOf(node, 'body'), scope, later);
      case 'with_statement':
        return this.#with(node, scope, later);
      case 'try_statement':
        return this.#try(node, scope, later);
      case 'match_statement':
        return this.#match(node, scope, later);
      case 'function_definition':
      case 'class_definition':
        later.push(node);
        return false;
      case 'decorated_definition': {
        for (const child of node.children)
          if (child.type === 'decorator') for (const inner of child.children) this.#evaluate(inner, scope);
        const definition = childOf(node, 'definition');
        if (definition) later.push(definition);
        return false;
      }
      case 'block':
        return this.#inner(node, scope, later);
      default:
        for (const child of node.children) this.#evaluate(child, scope);
        return false;
    }
  }

  #inner(block: PyNode | null, scope: Scope, later: PyNode[]): boolean {
    for (const statement of block?.children ?? []) if (this.#statement(statement, scope, later)) return true;
    return false;
  }

  #if(node: PyNode, scope: Scope, later: PyNode[]): boolean {
    const condition = childOf(node, 'condition');
    if (condition) this.#evaluate(condition, scope);
    const guards = condition ? guardsOf(condition, this.#textOf) : { whenTrue: [], whenFalse: [] };
    const ways: Scope[] = [];
    const yes = scope.fork();
    this.#clean(guards.whenTrue, yes);
    if (!this.#inner(childOf(node, 'consequence'), yes, later)) ways.push(yes);
    const no = scope.fork();
    this.#clean(guards.whenFalse, no);
    const ended = this.#alternatives(childrenOf(node, 'alternative'), no, later);
    if (!ended) ways.push(no);
    scope.join(ways, either);
    return ways.length === 0;
  }

  #alternatives([first, ...others]: readonly PyNode[], scope: Scope, later: PyNode[]): boolean {
    if (!first) return false;
    if (first.type === 'else_clause') return this.#inner(childOf(first, 'body'), scope, later);
    const condition = childOf(first, 'condition');
    if (condition) this.#evaluate(condition, scope);
    const guards = condition ? guardsOf(condition, this.#textOf) : { whenTrue: [], whenFalse: [] };
    const yes = scope.fork();
    this.#clean(guards.whenTrue, yes);
    const no = scope.fork();
    this.#clean(guards.whenFalse, no);
    const ways: Scope[] = [];
    if (!this.#inner(childOf(first, 'consequence'), yes, later)) ways.push(yes);
    if (!this.#alternatives(others, no, later)) ways.push(no);
    scope.join(ways, either);
    return ways.length === 0;
  }

  #clean(names: readonly string[], scope: Scope): void {
    for (const name of names) {
      const value = scope.get(name);
      scope.set(name, { ...(value ?? unknownValue), taint: null, built: false, harmless: true });
    }
  }

  #for(node: PyNode, scope: Scope, later: PyNode[]): boolean {
    const left = childOf(node, 'left');
    const over = this.#evaluateField(node, 'right', scope);
    if (left) this.#assign(left, elementOf(over), scope, node);
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
        for (const item of clause.children) this.#evaluateField(item, 'value', scope);
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
      for (const child of clause.children) if (child.type !== 'block') this.#evaluate(child, way);
      const ended = this.#inner(clause.children.find(({ type }) => type === 'block') ?? null, way, later);
      if (!ended && way !== body) ways.push(way);
    }
    scope.join(ways, either);
    if (this.#inner(finallyBlock, scope, later)) return true;
    return ways.length === 0;
  }

  #match(node: PyNode, scope: Scope, later: PyNode[]): boolean {
    this.#evaluateField(node, 'subject', scope);
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
      if (bases) for (const base of bases.children) this.#evaluate(base, outer);
      const self = nameNode ? this.#selfOf(this.#textOf(nameNode)) : new Map<string, Value>();
      if (body) this.#block(body.children, new Scope(outer, self));
      return;
    }
    const own = this.#functions.of(definition);
    const scope = new Scope(outer, own.className === null ? undefined : this.#selfOf(own.className));
    for (const parameter of own.parameters) {
      if (parameter.defaultValue) this.#evaluate(parameter.defaultValue, outer);
      const source = parameterOrigin(parameter.name, own.inside.parameters, own.inside.decorators);
      const taint: Taint | null = source && {
        origin: source.origin,
        step: { node: parameter.node, message: `\`${parameter.name}\`: ${source.message}`, before: null },
        throughUnknown: false,
      };
      scope.set(parameter.name, { ...unknownValue, name: parameter.name, taint });
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

  // Expressions.

  #evaluateField(node: PyNode, field: string, scope: Scope): Value {
    const child = childOf(node, field);
    return child ? this.#evaluate(child, scope) : unknownValue;
  }

  #evaluate(node: PyNode, scope: Scope): Value {
    switch (node.type) {
      case 'identifier':
        return this.#identifier(node, scope);
      case 'attribute':
        return this.#attribute(node, scope, true);
      case 'string':
        return this.#string(node, scope);
      case 'concatenated_string':
        return concatenation(node.children.map((child) => this.#evaluate(child, scope)));
      case 'integer':
      case 'float':
      case 'true':
      case 'false':
      case 'none':
      case 'ellipsis':
        return harmlessValue;
      case 'parenthesized_expression':
      case 'await':
      case 'expression_list':
      case 'keyword_argument':
      case 'list_splat':
      case 'dictionary_splat':
        return this.#last(node, scope);
      case 'list':
      case 'tuple':
      case 'set':
      case 'dictionary':
      case 'pair':
        return this.#container(node, scope);
      case 'assignment':
      case 'augmented_assignment':
      case 'named_expression':
        return this.#assignment(node, scope);
      case 'binary_operator':
        return this.#binary(node, scope);
      case 'boolean_operator':
        return either(this.#evaluateField(node, 'left', scope), this.#evaluateField(node, 'right', scope));
      case 'conditional_expression':
        return this.#conditional(node, scope);
      case 'subscript':
        return this.#subscript(node, scope);
      case 'as_pattern':
        return this.#asPattern(node, scope);
      case 'call':
        return this.#call(node, scope);
      case 'list_comprehension':
      case 'set_comprehension':
      case 'dictionary_comprehension':
      case 'generator_expression':
        return this.#comprehension(node, scope);
      case 'lambda':
        this.#evaluateField(node, 'body', new Scope(scope));
        return unknownValue;
      case 'function_definition':
      case 'class_definition':
        return unknownValue;
      default:
        for (const child of node.children) this.#evaluate(child, scope);
        return unknownValue;
    }
  }

  #last(node: PyNode, scope: Scope): Value {
    if (node.type === 'expression_list' || node.children.length > 2) return this.#container(node, scope);
    const child =
      node.field === null && node.type === 'keyword_argument' ? childOf(node, 'value') : node.children.at(-1);
    return child ? this.#evaluate(child, scope) : unknownValue;
  }

  #identifier(node: PyNode, scope: Scope): Value {
    const name = this.#textOf(node);
    const value = scope.get(name);
    if (value) return value.name === '' ? { ...value, name } : value;
    const dotted = this.#imports.get(name) ?? name;
    if (dotted !== name) this.#watcher.reference(dotted, node);
    return { ...unknownValue, name: dotted };
  }

  #attribute(node: PyNode, scope: Scope, isReference: boolean): Value {
    const object = childOf(node, 'object');
    const attribute = childOf(node, 'attribute');
    const of = object ? this.#evaluateQuietly(object, scope) : unknownValue;
    const attributeName = attribute ? this.#textOf(attribute) : '';
    const kept = scope.get(this.#textOf(node));
    if (kept) return kept;
    const name = dotted(of.name, attributeName);
    if (isReference) this.#watcher.reference(name, node);
    const source = sourceNamed(name);
    const taint =
      source && !of.taint
        ? taintFrom(node, source.origin, `\`${clip(this.#textOf(node))}\`: ${source.message}`)
        : of.taint;
    return { ...unknownValue, name, taint };
  }

  /** The object of an attribute: its own name is part of the longer one, which alone is a reference. */
  #evaluateQuietly(node: PyNode, scope: Scope): Value {
    if (node.type === 'attribute') return this.#attribute(node, scope, false);
    if (node.type !== 'identifier') return this.#evaluate(node, scope);
    const name = this.#textOf(node);
    const value = scope.get(name);
    if (value) return value.name === '' ? { ...value, name } : value;
    return { ...unknownValue, name: this.#imports.get(name) ?? name };
  }

  #string(node: PyNode, scope: Scope): Value {
    const parts = node.children.flatMap((child): Value[] => {
      if (child.type === 'string_content') return [textValue(contentOf(child, this.#text))];
      return child.type === 'interpolation' ? [this.#evaluateField(child, 'expression', scope)] : [];
    });
    return concatenation(parts);
  }

  #container(node: PyNode, scope: Scope): Value {
    const values = node.children.map((child) => this.#evaluate(child, scope));
    return {
      ...unknownValue,
      taint: taintOf(values),
      harmless: values.every(({ harmless }) => harmless),
      built: values.some(({ built }) => built),
    };
  }

  #assignment(node: PyNode, scope: Scope): Value {
    const left = childOf(node, 'left') ?? childOf(node, 'name');
    const right = childOf(node, 'right') ?? childOf(node, 'value');
    if (!right) return unknownValue;
    let value = this.#evaluate(right, scope);
    if (!left) return value;
    if (node.type === 'augmented_assignment')
      value = concatenation([this.#evaluateQuietly(left, scope), value]);
    this.#watcher.assigned(this.#textOf(left), value, node, this.#frame.inside);
    this.#assign(left, value, scope, node);
    return value;
  }

  #assign(target: PyNode, value: Value, scope: Scope, at: PyNode): void {
    if (target.type === 'identifier' || target.type === 'attribute') {
      const name = this.#textOf(target);
      scope.set(name, { ...value, taint: stepOn(value.taint, at, `kept in \`${clip(name)}\``) });
      return;
    }
    if (target.type === 'subscript') {
      const container = childOf(target, 'value');
      for (const index of childrenOf(target, 'subscript')) this.#evaluate(index, scope);
      if (container) this.#fill(container, [value], scope, at);
      return;
    }
    for (const child of target.children) this.#assign(child, elementOf(value), scope, at);
  }

  /** Something is put into a list, dictionary or buffer. */
  #fill(container: PyNode, values: readonly Value[], scope: Scope, at: PyNode): void {
    if (container.type !== 'identifier' && container.type !== 'attribute') return;
    const name = this.#textOf(container);
    const before = scope.get(name) ?? unknownValue;
    const taint = stepOn(taintOf(values), at, `put into \`${clip(name)}\``);
    if (!taint && before.harmless === values.every(({ harmless }) => harmless)) return;
    const harmless = before.harmless && values.every((value) => value.harmless);
    scope.set(name, { ...before, taint: worse(before.taint, taint), harmless, text: null });
  }

  #binary(node: PyNode, scope: Scope): Value {
    const left = this.#evaluateField(node, 'left', scope);
    const rightNode = childOf(node, 'right');
    const right = rightNode ? this.#evaluate(rightNode, scope) : unknownValue;
    const operatorNode = childOf(node, 'operator');
    const operator = operatorNode ? this.#textOf(operatorNode) : '';
    if (operator === '+') return concatenation([left, right]);
    if (operator === '%' && (left.text !== null || left.built || left.prefix !== ''))
      return format(left, beforeFirstHole(left.text ?? left.prefix, '%'), [right]);
    const taint = operator === '%' || operator === '/' ? taintOf([left, right]) : null;
    return { ...unknownValue, taint, harmless: left.harmless && right.harmless };
  }

  #conditional(node: PyNode, scope: Scope): Value {
    const [yes, condition, no] = node.children;
    if (!yes || !condition || !no) return unknownValue;
    this.#evaluate(condition, scope);
    const guards = guardsOf(condition, this.#textOf);
    const whenTrue = scope.fork();
    this.#clean(guards.whenTrue, whenTrue);
    const whenFalse = scope.fork();
    this.#clean(guards.whenFalse, whenFalse);
    return either(this.#evaluate(yes, whenTrue), this.#evaluate(no, whenFalse));
  }

  #subscript(node: PyNode, scope: Scope): Value {
    const of = this.#evaluateField(node, 'value', scope);
    const indexes = childrenOf(node, 'subscript').map((index) => this.#evaluate(index, scope));
    const kept = scope.get(this.#textOf(node));
    if (kept) return kept;
    const isSlice = childrenOf(node, 'subscript').some(({ type }) => type === 'slice');
    // Looking something up in a table of the program's own gives one of its entries.
    const harmless = of.harmless && (isSlice || indexes.length > 0);
    const name = dotted(of.name, '').replace(/\.$/, '[]');
    return { ...unknownValue, name, taint: of.taint, harmless, built: of.built && isSlice };
  }

  #asPattern(node: PyNode, scope: Scope): Value {
    const [first] = node.children;
    const value = first ? this.#evaluate(first, scope) : unknownValue;
    const alias = childOf(node, 'alias');
    if (alias) for (const target of alias.children) this.#assign(target, value, scope, node);
    return value;
  }

  #comprehension(node: PyNode, scope: Scope): Value {
    const inner = new Scope(scope);
    for (const clause of node.children) {
      if (clause.type === 'for_in_clause') {
        const left = childOf(clause, 'left');
        const over = this.#evaluateField(clause, 'right', inner);
        if (left) this.#assign(left, elementOf(over), inner, clause);
      } else if (clause.type === 'if_clause') {
        for (const child of clause.children) this.#evaluate(child, inner);
        for (const child of clause.children) this.#clean(guardsOf(child, this.#textOf).whenTrue, inner);
      }
    }
    const value = this.#evaluateField(node, 'body', inner);
    return { ...value, text: null, prefix: '', name: '' };
  }

  // Calls.

  #call(node: PyNode, scope: Scope): Value {
    const callee = childOf(node, 'function');
    if (!callee) return unknownValue;
    const isMethod = callee.type === 'attribute';
    const receiverNode = isMethod ? childOf(callee, 'object') : null;
    const receiver = receiverNode ? this.#evaluateQuietly(receiverNode, scope) : null;
    const attribute = isMethod ? childOf(callee, 'attribute') : null;
    const calleeValue = isMethod ? null : this.#evaluateQuietly(callee, scope);
    const name =
      receiver && attribute ? dotted(receiver.name, this.#textOf(attribute)) : (calleeValue?.name ?? '');
    const given = this.#arguments(childOf(node, 'arguments'), scope);
    const call: Call = {
      node,
      name,
      method: name.slice(name.lastIndexOf('.') + 1),
      receiver,
      receiverNode,
      arguments: given,
      inside: this.#frame.inside,
    };
    this.#watcher.call(call);
    if (receiverNode && isFilling(call.method))
      this.#fill(
        receiverNode,
        given.map(({ value }) => value),
        scope,
        node,
      );
    const result = this.#result(call, scope);
    return { ...result, name: result.name || dotted(name, '').replace(/\.$/, '()') };
  }

  #arguments(list: PyNode | null, scope: Scope): Argument[] {
    if (!list) return [];
    if (list.type !== 'argument_list')
      return [{ node: list, value: this.#evaluate(list, scope), keyword: null, spread: false }];
    return list.children.map((child): Argument => {
      if (child.type !== 'keyword_argument') {
        const spread = child.type === 'list_splat' || child.type === 'dictionary_splat';
        const keyword = child.type === 'dictionary_splat' ? '**' : null;
        return { node: child, value: this.#evaluate(child, scope), keyword, spread };
      }
      const nameNode = childOf(child, 'name');
      const valueNode = childOf(child, 'value') ?? child;
      return {
        node: valueNode,
        value: this.#evaluate(valueNode, scope),
        keyword: nameNode ? this.#textOf(nameNode) : null,
        spread: false,
      };
    });
  }

  #result(call: Call, scope: Scope): Value {
    const values = call.arguments.map(({ value }) => value);
    const own = this.#functions.named(call.name, this.#frame.className);
    if (own) return this.#follow(own, call, scope);
    const source = sourceNamed(`${call.name}()`);
    if (source && !call.receiver?.taint)
      return {
        ...unknownValue,
        taint: taintFrom(call.node, source.origin, `\`${clip(this.#textOf(call.node))}\`: ${source.message}`),
      };
    if (isCleaning(call.name)) return harmlessValue;
    // A file the code names is the program's own.
    if (/^((builtins|io|codecs)\.)?open$/.test(call.name) && values[0]?.harmless) return harmlessValue;
    const looked = lookedUpName(call);
    if (looked !== null) return { ...unknownValue, name: looked };
    const receiver = call.receiver;
    if (call.method === 'format' && receiver && (receiver.text !== null || receiver.built))
      return format(receiver, beforeFirstHole(receiver.text ?? receiver.prefix, '{'), values);
    const all = receiver ? [receiver, ...values] : values;
    if (isPassing(call.name)) return this.#passed(call, all);
    if (isLookUp(call.name)) return { ...unknownValue, taint: receiver?.taint ?? null };
    const taint = stepOn(taintOf(all), call.node, `through \`${clip(call.name)}\``);
    return { ...unknownValue, taint: taint && { ...taint, throughUnknown: true } };
  }

  #passed(call: Call, all: readonly Value[]): Value {
    const [first] = all;
    const harmless = all.every((value) => value.harmless);
    if (call.method === 'get' || call.method === 'pop' || call.method === 'setdefault')
      return { ...unknownValue, taint: first?.taint ?? null, harmless };
    const built =
      all.some((value) => value.built) ||
      (call.method === 'join' && !harmless && call.receiver?.text !== null && call.receiver !== null);
    const prefix = call.method === 'join' ? '' : (first?.prefix ?? '');
    return { ...unknownValue, taint: taintOf(all), harmless, built, prefix };
  }

  #follow(own: OwnFunction, call: Call, scope: Scope): Value {
    const tainted = call.arguments.some(({ value }) => value.taint) || call.receiver?.taint;
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
        given ?? (parameter.defaultValue ? this.#evaluate(parameter.defaultValue, scope) : unknownValue);
      const taint = stepOn(
        value.taint,
        call.node,
        `given to \`${own.inside.name}\` as \`${parameter.name}\``,
      );
      inner.set(parameter.name, { ...value, taint });
    });
    const returned = this.#runBody(own, inner);
    return tainted ? returned : { ...returned, taint: returned.taint };
  }
}

/** `getattr(os, 'system')` and `__import__('os')` with names from the text are what they name. */
function lookedUpName({ name, arguments: given }: Call): string | null {
  const [first, second] = given;
  if (name === 'getattr' && first && second?.value.text) return dotted(first.value.name, second.value.text);
  if (/^(__import__|importlib\.import_module)$/.test(name)) return first?.value.text ?? null;
  return null;
}

const taintFrom = (node: PyNode, origin: Taint['origin'], message: string): Taint => ({
  origin,
  step: { node, message, before: null },
  throughUnknown: false,
});

/** One of what a container or string holds. */
const elementOf = (value: Value): Value => ({
  ...unknownValue,
  taint: value.taint,
  harmless: value.harmless,
});

function format(template: Value, prefix: string, holes: readonly Value[]): Value {
  const harmless = template.harmless && holes.every((hole) => hole.harmless);
  return {
    taint: taintOf([template, ...holes]),
    text: null,
    prefix,
    built: !harmless,
    harmless,
    name: '',
  };
}

function mergedArguments(given: readonly Argument[]): Value {
  return {
    ...unknownValue,
    taint: taintOf(given.map(({ value }) => value)),
    harmless: given.every(({ value }) => value.harmless),
  };
}

function dotted(of: string, attribute: string): string {
  const name = `${of === '' ? '?' : of}.${attribute}`;
  return name.length > maxNameLength ? `?.${attribute}` : name;
}

const clip = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
};

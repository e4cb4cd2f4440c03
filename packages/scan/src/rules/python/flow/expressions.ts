import { childOf, childrenOf, type PyNode } from '../syntax.ts';
import type { Argument, Call, FunctionInside } from './call.ts';
import { clip, dotted } from './dotted-name.ts';
import { guardsOf } from './guards.ts';
import { isFilling } from './known-calls.ts';
import { contentOf } from './literals.ts';
import type { OwnFunction, OwnFunctions } from './own-functions.ts';
import { format, resultOf, taintFrom } from './results.ts';
import { clean, Scope } from './scope.ts';
import { sourceNamed } from './sources.ts';
import {
  concatenation,
  either,
  elementOf,
  harmlessValue,
  partOf,
  stepOn,
  taintOf,
  textValue,
  unknownValue,
  type Value,
  worse,
} from './value.ts';
import type { Watcher } from './watcher.ts';

/** What an expression needs to know of the function it stands in, and of the others. */
export interface Around {
  inside(): FunctionInside | null;
  className(): string | null;
  /** What a function of the file returns for this call. */
  follow(own: OwnFunction, call: Call, scope: Scope): Value;
}

/** The values of expressions. */
export class Expressions {
  readonly #text: string;
  readonly #imports: ReadonlyMap<string, string>;
  readonly #functions: OwnFunctions;
  readonly #watcher: Watcher;
  readonly #around: Around;

  constructor(
    text: string,
    imports: ReadonlyMap<string, string>,
    functions: OwnFunctions,
    watcher: Watcher,
    around: Around,
  ) {
    this.#text = text;
    this.#imports = imports;
    this.#functions = functions;
    this.#watcher = watcher;
    this.#around = around;
  }

  readonly #textOf = (node: PyNode): string => this.#text.slice(node.start, node.end);

  field(node: PyNode, field: string, scope: Scope): Value {
    const child = childOf(node, field);
    return child ? this.evaluate(child, scope) : unknownValue;
  }

  evaluate(node: PyNode, scope: Scope): Value {
    switch (node.type) {
      case 'identifier':
        return this.#identifier(node, scope, true);
      case 'attribute':
        return this.#attribute(node, scope, true);
      case 'string':
        return this.#string(node, scope);
      case 'concatenated_string':
        return concatenation(node.children.map((child) => this.evaluate(child, scope)));
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
        return either(this.field(node, 'left', scope), this.field(node, 'right', scope));
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
        this.field(node, 'body', new Scope(scope));
        return unknownValue;
      case 'function_definition':
      case 'class_definition':
        return unknownValue;
      default:
        for (const child of node.children) this.evaluate(child, scope);
        return unknownValue;
    }
  }

  #last(node: PyNode, scope: Scope): Value {
    if (node.type === 'expression_list' || node.children.length > 2) return this.#container(node, scope);
    const child = node.children.at(-1);
    return child ? this.evaluate(child, scope) : unknownValue;
  }

  #identifier(node: PyNode, scope: Scope, isReference: boolean): Value {
    const name = this.#textOf(node);
    const value = scope.get(name);
    if (value) return value.name === '' ? { ...value, name } : value;
    const dotted = this.#imports.get(name) ?? name;
    if (isReference && dotted !== name) this.#watcher.reference(dotted, node);
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
    return node.type === 'identifier' ? this.#identifier(node, scope, false) : this.evaluate(node, scope);
  }

  #string(node: PyNode, scope: Scope): Value {
    const parts = node.children.flatMap((child): Value[] => {
      if (child.type === 'string_content') return [textValue(contentOf(child, this.#text))];
      return child.type === 'interpolation' ? [this.field(child, 'expression', scope)] : [];
    });
    return concatenation(parts);
  }

  #container(node: PyNode, scope: Scope): Value {
    const values = node.children.map((child) => this.evaluate(child, scope));
    return {
      ...unknownValue,
      literal: node.type === 'dictionary' ? node : null,
      fixedKeys:
        node.type === 'dictionary' && node.children.every((child) => this.#hasFixedKey(child, scope)),
      taint: taintOf(values),
      harmless: values.every(({ harmless }) => harmless),
      built: values.some(({ built }) => built),
    };
  }

  #hasFixedKey(pair: PyNode, scope: Scope): boolean {
    const key = childOf(pair, 'key');
    return pair.type === 'pair' && key !== null && this.#evaluateQuietly(key, scope).taint === null;
  }

  #assignment(node: PyNode, scope: Scope): Value {
    const left = childOf(node, 'left') ?? childOf(node, 'name');
    const right = childOf(node, 'right') ?? childOf(node, 'value');
    if (!right) return unknownValue;
    let value = this.evaluate(right, scope);
    if (!left) return value;
    if (node.type === 'augmented_assignment')
      value = concatenation([this.#evaluateQuietly(left, scope), value]);
    this.#watcher.assigned(this.#textOf(left), value, node, this.#around.inside());
    this.assign(left, value, scope, node);
    return value;
  }

  assign(target: PyNode, value: Value, scope: Scope, at: PyNode): void {
    if (target.type === 'identifier' || target.type === 'attribute') {
      const name = this.#textOf(target);
      scope.set(name, { ...value, taint: stepOn(value.taint, at, `kept in \`${clip(name)}\``) });
      return;
    }
    if (target.type === 'subscript') {
      const container = childOf(target, 'value');
      const keys = childrenOf(target, 'subscript').map((index) => this.evaluate(index, scope));
      if (container) this.#fill(container, [value], scope, at, taintOf(keys) === null);
      return;
    }
    target.children.forEach((child, index) => {
      this.assign(child, partOf(value, index), scope, at);
    });
  }

  /** Something is put into a list, dictionary or buffer. */
  #fill(container: PyNode, values: readonly Value[], scope: Scope, at: PyNode, fixedKeys: boolean): void {
    if (container.type !== 'identifier' && container.type !== 'attribute') return;
    const name = this.#textOf(container);
    const before = scope.get(name) ?? { ...unknownValue, name: this.#evaluateQuietly(container, scope).name };
    const taint = stepOn(taintOf(values), at, `put into \`${clip(name)}\``);
    if (!taint && fixedKeys && before.harmless === values.every(({ harmless }) => harmless)) return;
    const harmless = before.harmless && values.every((value) => value.harmless);
    scope.set(name, {
      ...before,
      taint: worse(before.taint, taint),
      harmless,
      text: null,
      fixedKeys: before.fixedKeys && fixedKeys,
    });
  }

  #binary(node: PyNode, scope: Scope): Value {
    const left = this.field(node, 'left', scope);
    const rightNode = childOf(node, 'right');
    const right = rightNode ? this.evaluate(rightNode, scope) : unknownValue;
    const operatorNode = childOf(node, 'operator');
    const operator = operatorNode ? this.#textOf(operatorNode) : '';
    if (operator === '+') return concatenation([left, right]);
    if (operator === '%' && (left.text !== null || left.built || left.prefix !== ''))
      return format(left, '%', [right]);
    const found = operator === '%' || operator === '/' ? taintOf([left, right]) : null;
    // Nobody knows what it is put into.
    const isInserted = operator === '%' && found !== left.taint;
    const taint = found && isInserted ? { ...found, throughUnknown: true } : found;
    return { ...unknownValue, taint, harmless: left.harmless && right.harmless };
  }

  #conditional(node: PyNode, scope: Scope): Value {
    const [yes, condition, no] = node.children;
    if (!yes || !condition || !no) return unknownValue;
    this.evaluate(condition, scope);
    const guards = guardsOf(condition, this.#textOf);
    const whenTrue = scope.fork();
    clean(guards.whenTrue, whenTrue);
    const whenFalse = scope.fork();
    clean(guards.whenFalse, whenFalse);
    return either(this.evaluate(yes, whenTrue), this.evaluate(no, whenFalse));
  }

  #subscript(node: PyNode, scope: Scope): Value {
    const of = this.field(node, 'value', scope);
    const indexes = childrenOf(node, 'subscript').map((index) => this.evaluate(index, scope));
    this.#watcher.subscripted(of, indexes, node);
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
    const value = first ? this.evaluate(first, scope) : unknownValue;
    const alias = childOf(node, 'alias');
    if (alias) for (const target of alias.children) this.assign(target, value, scope, node);
    return value;
  }

  #comprehension(node: PyNode, scope: Scope): Value {
    const inner = new Scope(scope);
    for (const clause of node.children) {
      if (clause.type === 'for_in_clause') {
        const left = childOf(clause, 'left');
        const over = this.field(clause, 'right', inner);
        if (left) this.assign(left, elementOf(over), inner, clause);
      } else if (clause.type === 'if_clause') {
        for (const child of clause.children) this.evaluate(child, inner);
        for (const child of clause.children) clean(guardsOf(child, this.#textOf).whenTrue, inner);
      }
    }
    const value = this.field(node, 'body', inner);
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
      inside: this.#around.inside(),
    };
    this.#watcher.call(call);
    if (receiverNode && isFilling(call.method))
      this.#fill(
        receiverNode,
        given.map(({ value }) => value),
        scope,
        node,
        given.every(({ value, keyword }) => value.fixedKeys || (keyword !== null && keyword !== '**')),
      );
    const result = this.#result(call, scope);
    return { ...result, name: result.name || dotted(name, '').replace(/\.$/, '()') };
  }

  #arguments(list: PyNode | null, scope: Scope): Argument[] {
    if (!list) return [];
    if (list.type !== 'argument_list')
      return [{ node: list, value: this.evaluate(list, scope), keyword: null, spread: false }];
    return list.children.map((child): Argument => {
      if (child.type !== 'keyword_argument') {
        const spread = child.type === 'list_splat' || child.type === 'dictionary_splat';
        const keyword = child.type === 'dictionary_splat' ? '**' : null;
        return { node: child, value: this.evaluate(child, scope), keyword, spread };
      }
      const nameNode = childOf(child, 'name');
      const valueNode = childOf(child, 'value') ?? child;
      return {
        node: valueNode,
        value: this.evaluate(valueNode, scope),
        keyword: nameNode ? this.#textOf(nameNode) : null,
        spread: false,
      };
    });
  }

  #result(call: Call, scope: Scope): Value {
    const own = this.#functions.named(call.name, this.#around.className());
    return own ? this.#around.follow(own, call, scope) : resultOf(call, this.#textOf);
  }
}

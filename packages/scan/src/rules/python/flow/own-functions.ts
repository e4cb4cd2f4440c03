import { around, childOf, type PyNode, type PyTree } from '../syntax.ts';
import type { FunctionInside } from './call.ts';

/** A function or method whose code is in the file. */
export interface OwnFunction {
  readonly inside: FunctionInside;
  readonly body: PyNode;
  readonly parameters: readonly Parameter[];
  /** Of a method. */
  readonly className: string | null;
}

export interface Parameter {
  readonly name: string;
  readonly node: PyNode;
  readonly kind: 'plain' | 'rest' | 'keywords';
  /** What its annotation, or the pattern of an address, allows it to be. */
  readonly declared: Declared;
  readonly defaultValue: PyNode | null;
}

/** `scalar`: a number, a date, an id. `model`: an object of a class, whose fields are fixed. */
type Declared = 'scalar' | 'model' | null;

const scalar =
  /^(Optional\[|Annotated\[)?([\w.]+\.)?(int|float|bool|complex|Decimal|UUID[1-5]?|datetime|date|time|timedelta|PositiveInt|NonNegativeInt)\b(?!\w)/;
const model =
  /^(Optional\[|Annotated\[)?(?!Optional|Annotated|Union|Any\b|Dict\b|List\b|Mapping|Iterable|Sequence|Tuple|Type\b|Callable|\w*Request\b)([\w.]+\.)?[A-Z]\w*/;

const declaredBy = (annotation: string): Declared =>
  scalar.test(annotation) ? 'scalar' : model.test(annotation) ? 'model' : null;

/** The functions of a file, to follow calls into. Of several with one name the first counts. */
export class OwnFunctions {
  readonly #byName = new Map<string, OwnFunction>();
  readonly #textOf: (node: PyNode) => string;
  readonly #called: ReadonlySet<string>;

  constructor(tree: PyTree, textOf: (node: PyNode) => string) {
    this.#textOf = textOf;
    this.#called = new Set(
      Array.from(
        textOf(tree.root).matchAll(/(?<!\bdef\s)(?<![\w.])([A-Za-z_]\w*)\(/g),
        ([, name = '']) => name,
      ),
    );
    for (const node of tree.ofType('function_definition')) {
      const own = this.of(node);
      const name = own.className === null ? own.inside.name : `${own.className}.${own.inside.name}`;
      if (!this.#byName.has(name)) this.#byName.set(name, own);
    }
  }

  /** Does the file itself call a function of this name? */
  calls(name: string): boolean {
    return this.#called.has(name);
  }

  /** What is called by this dotted name from within a class (or none); null when its code is elsewhere. */
  named(name: string, className: string | null): OwnFunction | null {
    const method = /^(?:self|cls)\.([A-Za-z_]\w*)$/.exec(name)?.[1];
    if (method !== undefined) return this.#byName.get(`${className}.${method}`) ?? null;
    if (/^\w+$/.test(name)) return this.#byName.get(name) ?? null;
    // `Shop.total(…)` and `Shop(…).total(…)`.
    const ofClass = /^(\w+)(?:\(\))?\.(\w+)$/.exec(name);
    return (ofClass && this.#byName.get(`${ofClass[1]}.${ofClass[2]}`)) ?? null;
  }

  of(node: PyNode): OwnFunction {
    const nameNode = childOf(node, 'name');
    const decorated = node.parent?.type === 'decorated_definition' ? node.parent.children : [];
    const decorations = decorated
      .filter(({ type }) => type === 'decorator')
      .map((decorator) => this.#textOf(decorator));
    const decorators = decorations.map((text) => text.replace(/^@\s*/, '').replace(/\(.*/s, ''));
    const numbers = numbersIn(decorations);
    const parameters = (childOf(node, 'parameters')?.children ?? [])
      .flatMap((child) => this.#parameter(child, null))
      .map((one): Parameter => (numbers.has(one.name) ? { ...one, declared: 'scalar' } : one));
    const owner = around(node, 'class_definition', 'function_definition');
    const classNode = owner?.type === 'class_definition' ? childOf(owner, 'name') : null;
    const names = parameters.map(({ name }) => name);
    return {
      inside: { node, name: nameNode ? this.#textOf(nameNode) : '', parameters: names, decorators },
      body: childOf(node, 'body') ?? node,
      parameters,
      className: classNode ? this.#textOf(classNode) : null,
    };
  }

  #parameter(node: PyNode, declared: Declared): Parameter[] {
    if (node.type === 'identifier')
      return [{ name: this.#textOf(node), node, kind: 'plain', declared, defaultValue: null }];
    if (node.type === 'list_splat_pattern' || node.type === 'dictionary_splat_pattern') {
      const kind = node.type === 'list_splat_pattern' ? 'rest' : 'keywords';
      const name = this.#textOf(node).replace(/^\*+/, '');
      return [{ name, node, kind, declared: null, defaultValue: null }];
    }
    const inner = childOf(node, 'name') ?? node.children[0];
    if (!inner) return [];
    const annotation = childOf(node, 'type');
    const [first] = this.#parameter(inner, annotation ? declaredBy(this.#textOf(annotation)) : null);
    return first ? [{ ...first, defaultValue: childOf(node, 'value') }] : [];
  }
}

/** Parts of an address that Flask takes as numbers only: `<int:id>`. */
const numbersIn = (decorations: readonly string[]): ReadonlySet<string> =>
  new Set(
    decorations.flatMap((text) =>
      Array.from(text.matchAll(/<(?:int|float|uuid)(?:\([^()<>]{0,40}\))?:(\w+)>/g), ([, name = '']) => name),
    ),
  );

import type {
  AssignmentExpression,
  BindingPattern,
  Expression,
  ForInStatement,
  ForOfStatement,
  ImportDeclaration,
  MemberExpression,
  Node,
  Program,
} from 'oxc-parser';
import type { Parser } from '../../../engine/file.ts';
import { namesIn } from './bound-names.ts';
import { type Binding, bindingAt, type Code, type Definition, seenTypes } from './code.ts';
import { javascript } from './javascript.ts';
import { type AnyFunction, type Call, calledName, isClass, isFunction, keyName, memberName } from './node.ts';
import { walk } from './walk.ts';

export const codeModel: Parser<Code | null> = {
  name: 'JavaScript',
  parse(file) {
    const script = file.tree(javascript);
    return script ? modelOf(script.program, script.readUntil) : null;
  },
};

type Mutable = {
  byType: Map<Node['type'], Node[]>;
  /** In the order of the text. */
  calls: Call[];
  modules: Set<string>;
  thisWrites: Map<string, { value: Node; at: Node }[]>;
  scopes: Map<Node, Map<string, Binding>>;
  writes: (AssignmentExpression | ForInStatement | ForOfStatement)[];
  /** Calls that put something into a list. */
  pushes: Call[];
  program: Program;
};

function modelOf(program: Program, readUntil: number | null): Code {
  const code: Mutable = {
    program,
    byType: new Map(seenTypes.map((type) => [type, []])),
    calls: [],
    modules: new Set(),
    thisWrites: new Map(),
    scopes: new Map(),
    writes: [],
    pushes: [],
  };
  walk(program, (node) => enter(code, node));
  // Writes to names are known once everything is declared: functions use what is declared below them.
  for (const write of code.writes) addWrite(code, write);
  for (const call of code.pushes) addPush(code, call);
  return withCallIndexes(code, readUntil);
}

/** Calls are put in order when somebody looks for them: most programs are read without. */
function withCallIndexes(code: Mutable, readUntil: number | null): Code {
  const { program, byType, calls, modules, thisWrites, scopes } = code;
  let callsByName: Code['callsByName'] | undefined;
  let passedByName: Code['passedByName'] | undefined;
  return {
    program,
    readUntil,
    byType,
    modules,
    thisWrites,
    scopes,
    get callsByName() {
      callsByName ??= indexByName(calls);
      return callsByName;
    },
    get passedByName() {
      passedByName ??= indexArguments(calls);
      return passedByName;
    },
  };
}

function indexByName(calls: readonly Call[]): Code['callsByName'] {
  const index = new Map<string, Call[]>();
  for (const call of calls) {
    const name = calledName(call);
    if (name !== null) add(index, name, call);
  }
  return index;
}

function indexArguments(calls: readonly Call[]): Code['passedByName'] {
  const passed = new Map<string, { call: Call; index: number }[]>();
  for (const call of calls)
    call.arguments.forEach((arg, index) => {
      const name =
        arg.type === 'Identifier' ? arg.name : arg.type === 'MemberExpression' ? memberName(arg) : null;
      if (name !== null) add(passed, name, { call, index });
    });
  return passed;
}

function enter(code: Mutable, node: Node): void {
  code.byType.get(node.type)?.push(node);
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
      enterCall(code, node);
      break;
    case 'VariableDeclarator': {
      const declaration = node.parent;
      if (declaration?.type !== 'VariableDeclaration') break;
      const scope = declaration.kind === 'var' ? functionScope(node) : blockScope(declaration);
      const loop = declaration.parent;
      const isLoop = loop?.type === 'ForOfStatement' || loop?.type === 'ForInStatement';
      if (isLoop && loop.left === declaration) declareLoop(code, scope, node.id, loop);
      else if (node.init) declare(code, scope, node.id, node.init, node);
      else declareUnknown(code, scope, node.id, node);
      break;
    }
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      enterFunction(code, node);
      break;
    case 'ClassDeclaration':
    case 'ClassExpression':
      if (node.id)
        define(code, node.type === 'ClassDeclaration' ? blockScope(node) : node, node.id.name, {
          how: 'declared',
          value: node,
          at: node,
        });
      break;
    case 'CatchClause':
      if (node.param) declareUnknown(code, node, node.param, node);
      break;
    case 'ImportDeclaration':
      enterImport(code, node);
      break;
    case 'TSImportEqualsDeclaration':
      if (node.moduleReference.type === 'TSExternalModuleReference')
        define(code, blockScope(node), node.id.name, {
          how: 'import',
          module: moduleName(code, node.moduleReference.expression.value),
          name: null,
          at: node,
        });
      break;
    case 'AssignmentExpression':
      code.writes.push(node);
      break;
    case 'ForInStatement':
    case 'ForOfStatement':
      if (node.left.type !== 'VariableDeclaration') code.writes.push(node);
      break;
    case 'PropertyDefinition': {
      const name = keyName(node);
      if (name !== null && node.value) add(code.thisWrites, name, { value: node.value, at: node });
      break;
    }
    default:
  }
}

function enterCall(code: Mutable, call: Call): void {
  code.calls.push(call);
  const name = calledName(call);
  if (name === 'push' || name === 'unshift') code.pushes.push(call);
  if (name !== 'require') return;
  const [module] = call.arguments;
  if (module?.type === 'Literal' && typeof module.value === 'string') moduleName(code, module.value);
}

function enterFunction(code: Mutable, fn: AnyFunction): void {
  if (fn.id)
    define(code, fn.type === 'FunctionDeclaration' ? blockScope(fn) : fn, fn.id.name, {
      how: 'declared',
      value: fn,
      at: fn,
    });
  fn.params.forEach((param, index) => {
    const pattern =
      param.type === 'TSParameterProperty'
        ? param.parameter
        : param.type === 'RestElement'
          ? param.argument
          : param;
    for (const bound of namesIn(pattern)) {
      const { name, fallback } = bound;
      const path = param.type === 'RestElement' ? ['*', ...bound.path] : bound.path;
      define(code, fn, name, { how: 'parameter', fn, index, path, at: param });
      if (fallback) define(code, fn, name, { how: 'value', value: fallback, path: [], at: param });
    }
  });
}

function enterImport(code: Mutable, node: ImportDeclaration): void {
  const module = moduleName(code, node.source.value);
  for (const specifier of node.specifiers) {
    const imported =
      specifier.type !== 'ImportSpecifier'
        ? null
        : specifier.imported.type === 'Literal'
          ? specifier.imported.value
          : specifier.imported.name;
    const name = imported === 'default' ? null : imported;
    define(code, code.program, specifier.local.name, { how: 'import', module, name, at: node });
  }
}

function moduleName(code: Mutable, specifier: string): string {
  const name = specifier.replace(/^node:/, '');
  code.modules.add(name);
  return name;
}

function addWrite(code: Mutable, node: AssignmentExpression | ForInStatement | ForOfStatement): void {
  if (node.type !== 'AssignmentExpression') {
    const how = node.type === 'ForOfStatement' ? 'element' : 'key';
    if (node.left.type === 'Identifier')
      bindingAt(code, node.left.name, node)?.definitions.push({ how, value: node.right, path: [], at: node });
    return;
  }
  if (node.left.type === 'MemberExpression') {
    addMemberWrite(code, node.left, node.right, node);
    return;
  }
  if (
    node.left.type === 'ObjectPattern' ||
    node.left.type === 'ArrayPattern' ||
    node.left.type === 'Identifier'
  )
    for (const { name, path } of namesIn(node.left)) {
      const definition: Definition = { how: 'value', value: node.right, path, at: node };
      const binding = bindingAt(code, name, node);
      if (binding) binding.definitions.push(definition);
      else if (!givenNames.test(name)) define(code, code.program, name, definition);
    }
}

/** Globals that are there before they are written: `location = url` goes somewhere, `exports = …` is a module's own. */
const givenNames =
  /^(?:window|document|location|self|top|parent|globalThis|global|root|name|status|event|module|exports|require|process|console|define|jQuery|\$|_|on[a-z]+|[A-Z][a-zA-Z]*)$/;

function addPush(code: Mutable, call: Call): void {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return;
  const binding = bindingAt(code, callee.object.name, call);
  for (const value of call.arguments) binding?.memberWrites.push({ name: null, value, at: call });
}

function addMemberWrite(code: Mutable, target: MemberExpression, value: Node, at: Node): void {
  const name = memberName(target);
  if (target.object.type === 'ThisExpression') {
    if (name !== null) add(code.thisWrites, name, { value, at });
    return;
  }
  if (target.object.type === 'Identifier')
    bindingAt(code, target.object.name, at)?.memberWrites.push({ name, value, at });
}

function declare(code: Mutable, scope: Node, pattern: BindingPattern, value: Expression, at: Node): void {
  for (const { name, path, fallback } of namesIn(pattern)) {
    define(code, scope, name, { how: 'value', value, path, at });
    if (fallback) define(code, scope, name, { how: 'value', value: fallback, path: [], at });
  }
}

function declareUnknown(code: Mutable, scope: Node, pattern: BindingPattern, at: Node): void {
  for (const { name } of namesIn(pattern)) define(code, scope, name, { how: 'unknown', at });
}

function declareLoop(
  code: Mutable,
  scope: Node,
  pattern: BindingPattern,
  loop: ForOfStatement | ForInStatement,
): void {
  for (const { name, path } of namesIn(pattern))
    define(
      code,
      scope,
      name,
      loop.type === 'ForOfStatement'
        ? { how: 'element', value: loop.right, path, at: loop }
        : { how: 'key', value: loop.right, at: loop },
    );
}

function define(code: Mutable, scope: Node, name: string, definition: Definition): void {
  let names = code.scopes.get(scope);
  if (!names) {
    names = new Map();
    code.scopes.set(scope, names);
  }
  const known = names.get(name);
  if (known) known.definitions.push(definition);
  else names.set(name, { name, definitions: [definition], memberWrites: [] });
}

function functionScope(node: Node): Node {
  let at: Node = node;
  while (at.parent && !isFunction(at) && at.type !== 'StaticBlock') at = at.parent;
  return at;
}

/** Where `let`, `const`, functions and classes declared at a node live: the block, loop or function around it. */
function blockScope(declaration: Node): Node {
  let at: Node = declaration;
  while (at.parent) {
    at = at.parent;
    if (isFunction(at) || isClass(at) || blocks.has(at.type)) return at;
  }
  return at;
}

const blocks: ReadonlySet<Node['type']> = new Set([
  'BlockStatement',
  'StaticBlock',
  'TSModuleBlock',
  'SwitchStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
]);

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

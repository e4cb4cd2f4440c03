import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../../engine/file.ts';
import { codeModel } from '../program/code-model.ts';
import type { Flow, Purpose } from './flow.ts';
import { flowInto, type Question } from './trace.ts';

/** The flow into the first argument of `sink(…)`; null when there is none. */
function intoSink(text: string, purpose: Purpose = 'shell', also?: Question['also']): Flow | null {
  const code = new SourceFile('a.ts', text).tree(codeModel);
  const call = code?.callsByName.get('sink')?.at(-1);
  const value = call?.arguments[0];
  if (!code || !value) throw new Error('no sink in the text');
  return flowInto(code, value, { purpose, ...(also ? { also } : {}) });
}

const handler = (body: string) => `app.get('/', (req, res) => {\n${body}\n});\n`;

describe('a value is followed through', () => {
  test.each([
    ['an assignment', handler('const a = req.query.a; let b; b = a; sink(b);')],
    ['destructuring, renamed and nested', handler('const { body: { user: { name: n } } } = req; sink(n);')],
    ['a destructured parameter', "app.get('/', ({ query }, res) => sink(query.a));"],
    ['a default', handler('const { a = "x" } = req.query; sink(a);')],
    ['a template and a concatenation', handler('const a = `x ${req.query.a}`; sink("y" + a);')],
    ['a compound assignment', handler('let s = "SELECT "; s += req.query.a; sink(s);')],
    ['methods of strings', handler('sink(req.query.a.trim().toLowerCase().slice(1));')],
    ['functions that hand on', handler('sink(decodeURIComponent(JSON.parse(req.body.a)));')],
    ['a field of an object', handler('const o = { a: 1, b: req.query.b }; sink(o.b);')],
    ['a field written later', handler('const o = {}; o.b = req.query.b; sink(o.b);')],
    ['a list', handler('const l = ["x"]; l.push(req.query.a); sink(l.join(" "));')],
    ['a loop', handler('for (const one of req.body.list) sink(one);')],
    ['a callback of a list', handler('req.body.list.forEach((one) => sink(one));')],
    ['map', handler('sink(req.body.list.map((one) => `-${one}`).join());')],
    ['a promise', handler('Promise.resolve(req.query.a).then((a) => sink(a));')],
    ['await', 'export async function POST(request) { const { a } = await request.json(); sink(a); }'],
    ['a function that returns it', `const pick = (r) => r.query.a;\n${handler('sink(pick(req));')}`],
    ['a function it is given to', `function run(text) { sink(text); }\n${handler('run(req.query.a);')}`],
    ['a closure', handler('const a = req.query.a; setTimeout(() => sink(a), 1);')],
    ['a condition', handler('const a = req.query.a ? req.query.a : "x"; sink(a || "y");')],
    ['a class', 'class A { save(req, res) { this.name = req.body.name; } run() { sink(this.name); } }'],
    ['a handler passed by name', "function show(req, x) { sink(req.query.a); }\nrouter.get('/', show);"],
    ['the address of a page', 'const p = new URLSearchParams(window.location.search); sink(p.get("a"));'],
    ['a message', 'addEventListener("message", (e) => sink(e.data.text));'],
    ['a decorated parameter', 'class A { find(@Query("q") q: string) { sink(q); } }'],
    ['a context of Hono', 'import { Hono } from "hono"; new Hono().get("/", (c) => sink(c.req.query("a")));'],
    ['a context of Koa', 'router.get("/", async (ctx) => sink(ctx.request.body.a));'],
    ['a typed event of a function', 'export const run = (event: SQSEvent) => sink(event.Records[0].body);'],
    [
      'the route of Angular',
      'import { ActivatedRoute } from "@angular/router"; class A { constructor(private route: ActivatedRoute) {} show() { sink(this.route.snapshot.queryParams.q); } }',
    ],
    [
      'an injected route of Angular',
      'import { inject } from "@angular/core"; import { ActivatedRoute } from "@angular/router"; class A { route = inject(ActivatedRoute); show() { sink(this.route.snapshot.queryParams.q); } }',
    ],
    [
      'what is subscribed to',
      'import { ActivatedRoute } from "@angular/router"; class A { constructor(private route: ActivatedRoute) {} show() { this.route.queryParams.subscribe((p) => sink(p.q)); } }',
    ],
    ['the address in AngularJS', 'function Page($location) { sink($location.search().to); }'],
    ['the parameters of a route in AngularJS', 'function Page($routeParams) { sink($routeParams.id); }'],
    ['a query in Nuxt', 'export default defineEventHandler((event) => { sink(getQuery(event).q); });'],
    [
      'a body in h3',
      'import { readBody } from "h3"; export const run = async (e) => { const { a } = await readBody(e); sink(a); };',
    ],
    [
      'a worker that answers requests',
      'export default { async fetch(request) { sink((await request.json()).a); } };',
    ],
    ['a request of Deno', 'Deno.serve((req) => sink(req.headers.get("a")));'],
    [
      'a message of another extension',
      'chrome.runtime.onMessageExternal.addListener((message) => sink(message.text));',
    ],
    ['the name of a file in an archive', 'zip.on("entry", (entry) => sink(entry.path));'],
    ['a global nobody declared', handler('a = req.query.a; sink(a);')],
    ['concat', handler('sink("x".concat(req.query.a));')],
    ['an event of a function', 'exports.handler = async (event) => sink(event.queryStringParameters.a);'],
  ])('%s', (_, text) => {
    expect(intoSink(text)?.origin).toBe('remote');
  });

  test('the query of a page into a path, and not its own address', () => {
    expect(intoSink('sink(location.search.slice(1));', 'path')?.origin).toBe('remote');
    expect(intoSink('sink(new URL("a.js", location.href));', 'path')).toBeNull();
    expect(intoSink('sink(location.search.slice(1));', 'url')).toBeNull();
  });
});

describe('nothing flows', () => {
  test.each([
    ['from a number', handler('sink(parseInt(req.query.a, 10)); ')],
    ['from a length', handler('sink(req.body.list.length);')],
    ['from a comparison', handler('sink(req.query.a === "x");')],
    ['from a table that a key chooses from', handler('const t = { a: "x" }; sink(t[req.query.a]);')],
    ['from the other field', handler('const o = { a: "x", b: req.query.b }; sink(o.a);')],
    ['after it was overwritten', handler('let a = req.query.a; a = "x"; sink(a);')],
    ['into what stands before', handler('let a = "x"; sink(a); a = req.query.a;')],
    [
      'out of a database',
      handler('const user = await User.findOne({ id: req.params.id }); sink(user.name);'),
    ],
    ['out of a function that cleans', handler('sink(sanitize(req.query.a));')],
    [
      'out of an own function that returns something else',
      `const f = (x) => "y";\n${handler('sink(f(req.query.a));')}`,
    ],
    ['through a number type', 'class A { find(@Param("id", ParseIntPipe) id: number) { sink(id); } }'],
    ["from an event of the program's own", 'export function tell(event: AuditRow) { sink(event.text); }'],
    ['from what a page was clicked on', 'export function click(event) { sink(event.target.id); }'],
    ['from a request that goes out', 'const req = http.request({}); sink(req.path);'],
  ])('%s', (_, text) => {
    expect(intoSink(text)).toBeNull();
  });
});

describe('a check stops it', () => {
  test.each([
    ['a list', 'if (!allowed.includes(a)) return; sink(a);'],
    ['a list, turned around', 'if (allowed.includes(a)) sink(a);'],
    ['a set in a condition', 'sink(allowed.has(a) ? a : "x");'],
    ['a comparison', 'if (a !== "x" && a !== "y") throw new Error(); sink(a);'],
    ['a pattern for all of it', 'if (!/^[a-z]+$/.test(a)) return res.end(); sink(a);'],
    ['a pattern of what must not be', 'if (/[^a-z]/.test(a)) return; sink(a);'],
    ['an index', 'if (allowed.indexOf(a) === -1) return; sink(a);'],
    ['a named check', 'const isFine = validator.isAlphanumeric(a); if (!isFine) return; sink(a);'],
    ['a switch', 'switch (a) { case "x": sink(a); }'],
    ['an assertion', 'assert(allowed.includes(a)); sink(a);'],
  ])('by %s', (_, body) => {
    expect(intoSink(handler(`const a = req.query.a; ${body}`))).toBeNull();
  });

  test.each([
    ['it is about another value', 'if (!allowed.includes(b)) return; sink(a);'],
    ['it does not end the way', 'if (!allowed.includes(a)) log(a); sink(a);'],
    ['it comes too late', 'sink(a); if (!allowed.includes(a)) return;'],
    ['it stands in a branch', 'if (x) { if (!allowed.includes(a)) return; } sink(a);'],
    ['the pattern speaks of a part', 'if (!/[a-z]/.test(a)) return; sink(a);'],
    ['it is about the request as a whole', 'checkUser(req); sink(req.query.a);'],
    ['it asks only whether there is one', 'if (!a) return; sink(a);'],
    ['the value is compared with nothing', 'if (a === "") return; sink(a);'],
  ])('but not when %s', (_, body) => {
    expect(intoSink(handler(`const a = req.query.a; ${body}`))?.origin).toBe('remote');
  });
});

test('a fixed host keeps an address, an open one does not', () => {
  expect(intoSink(handler('sink(`https://a.example/${req.query.a}`);'), 'url')).toBeNull();
  expect(intoSink(handler('sink(base + "/x/" + req.query.a);'), 'url')).toBeNull();
  expect(intoSink(handler('sink("https://" + req.query.a);'), 'url')?.origin).toBe('remote');
  expect(intoSink(handler('sink("/" + req.query.a);'), 'redirect')?.origin).toBe('remote');
});

test('a parameter counts only when it is asked for, and an unknown function makes the flow unsure', () => {
  const text = 'export function run(a) { sink("x " + a); }';
  expect([intoSink(text), intoSink(text, 'shell', ['parameter'])?.origin]).toEqual([null, 'parameter']);
  const guess = `import { shape } from './shape.ts';\n${handler('sink(shape(req.query.a));')}`;
  expect(intoSink(guess)?.isSure).toBe(false);
});

test('the steps lead from the source to the sink in order', () => {
  const text = handler('const a = req.query.a;\nconst b = `x ${a}`;\nsink(b);');
  const flow = intoSink(text);
  const lines = [flow?.source, ...(flow?.steps ?? [])].map(
    (at) => text.slice(0, at?.start).split('\n').length,
  );
  expect(lines).toEqual([2, 2, 3]);
});

test('functions that call each other without end are given up', () => {
  const text = `const f = (a) => g(a.x); const g = (a) => f(a.y);\n${handler('sink(f(req.body));')}`;
  expect(intoSink(text)).toBeNull();
});

test('what is asked before of the same program changes no answer', () => {
  const text = handler(
    `const { a, b } = req.query; const fixed = pick({ a: 'x' });
    if (allowed.has(a)) sink(a);
    sink(fixed); sink(other(fixed, 1)); sink(a); sink(b); sink(other(b, fixed));
    function pick(from) { return from.a; }
    function other(one, two) { return two ? one : fixed; }`,
  );
  const sinksOf = () => {
    const code = new SourceFile('a.ts', text).tree(codeModel);
    const calls = code?.callsByName.get('sink') ?? [];
    return calls.map(({ arguments: [value] }) => (code && value ? { code, value } : null));
  };
  const ask = (sink: ReturnType<typeof sinksOf>[number] | undefined) =>
    sink ? (flowInto(sink.code, sink.value, { purpose: 'redirect' })?.what ?? null) : undefined;
  const alone = sinksOf().map((_, index) => ask(sinksOf()[index]));
  expect(alone.map((what) => what !== null)).toEqual([false, false, false, true, true, true]);
  expect(sinksOf().map(ask)).toEqual(alone);
  const together = sinksOf();
  expect([...together.keys()].reverse().map((index) => ask(together[index]))).toEqual([...alone].reverse());
});

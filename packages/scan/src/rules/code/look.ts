import type { Node } from 'oxc-parser';
import type { Found } from '../../engine/family.ts';
import type { SourceFile } from '../../engine/file.ts';
import type { FlowStep } from '../../engine/hit.ts';
import { asSure, isTestPath } from '../../engine/test-path.ts';
import type { CodeRule, Look } from './code-rule.ts';
import type { Flow, Span } from './flow/flow.ts';
import { flowInto } from './flow/trace.ts';
import type { Code } from './program/code.ts';
import { nameOf } from './program/names.ts';
import { unwrapped } from './program/node.ts';

/** What a rule looks with. `seen` is shared by all looks at one file; without a source in it only parameters flow. */
export function lookFor(
  rule: CodeRule,
  code: Code,
  file: SourceFile,
  found: Found,
  seen: Set<string>,
  hasSource: boolean,
): Look {
  const look: Look = {
    file,
    code,
    name: (node) => nameOf(code, node),
    flow: (node, question) => (hasSource || question.also ? flowInto(code, node, question) : null),
    quote: (node) => quoted(file, node),
    report(node, message, more = {}) {
      const key = `${rule.id} ${node.start} ${node.end}`;
      if (seen.has(key)) return;
      seen.add(key);
      const own = more.confidence ?? rule.confidence;
      // What is for review in a program is not worth reading in its tests.
      if (own === 'review' && isTestPath(file.path)) return;
      const confidence = asSure(own, file.path);
      found(rule, file, { start: startOf(file, node), end: node.end, message, ...more, confidence });
    },
    reportFlow(sink, flow, message) {
      const isSure = flow.isSure && flow.origin === 'remote';
      look.report(sink, message, {
        flow: stepsOf(file, sink, flow),
        ...(isSure ? {} : { confidence: 'review' }),
      });
    },
  };
  return look;
}

/** A call at the end of a chain over several lines begins at the name it calls: `.query(…)`, not the chain's first line. */
function startOf(file: SourceFile, node: Node): number {
  const callee = node.type === 'CallExpression' ? unwrapped(node.callee) : null;
  if (callee?.type !== 'MemberExpression') return node.start;
  const { start } = callee.property;
  return file.text.slice(callee.object.end, start).includes('\n') ? start : node.start;
}

function stepsOf(file: SourceFile, sink: Span, flow: Flow): FlowStep[] {
  const step = (at: Span, message: string): FlowStep => ({
    path: file.path,
    ...file.positionAt(at.start),
    message,
  });
  return [
    step(flow.source, `${quoted(file, flow.source)}: ${flow.what}`),
    ...flow.steps.map((at) => step(at, quoted(file, at))),
    step(sink, quoted(file, sink)),
  ];
}

function quoted(file: SourceFile, { start, end }: Span | Node): string {
  const text = file.text.slice(start, Math.min(end, start + 200)).replace(/\s+/g, ' ');
  return `\`${(text.length > 60 ? `${text.slice(0, 59)}…` : text).replaceAll('`', "'")}\``;
}

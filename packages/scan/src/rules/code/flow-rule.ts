import type { Node } from 'oxc-parser';
import type { CodeRule, FlowRule, Look, Sink } from './code-rule.ts';
import { resolved } from './program/constant.ts';
import { argumentOf, type Call, memberName, propertyOf } from './program/node.ts';

/** A rule that is a list of places which a value from outside must not reach. */
export function flowRule({
  purpose,
  also,
  sinks,
  harm,
  words,
  unknown,
  wordsAlone,
  ...card
}: FlowRule): CodeRule {
  const check = (value: Node, sink: Node, look: Look): void => {
    const flow = look.flow(value, { purpose, ...(also ? { also } : {}) });
    if (flow) look.reportFlow(sink, flow, `${flow.what} ${harm}: ${look.quote(value)}`);
    const message = flow ? null : (unknown?.(value, look) ?? null);
    if (message !== null) look.report(sink, message, { confidence: 'review' });
  };
  const assigned = sinks.filter((sink) => sink.assigned);
  const attributes = sinks.filter((sink) => sink.attributes);
  return {
    ...card,
    words,
    needsSource: !also?.includes('parameter') && (!unknown || wordsAlone !== undefined),
    ...(wordsAlone ? { wordsAlone } : {}),
    calls: sinks.flatMap((sink) =>
      sink.of
        ? [
            {
              of: sink.of,
              look(call, look, name) {
                if (sink.when && !sink.when(call, look, name)) return;
                for (const value of sunk(call, sink, look)) check(value, call, look);
              },
            },
          ]
        : [],
    ),
    nodes: {
      ...(assigned.length > 0
        ? {
            AssignmentExpression(node, look) {
              if (node.left.type !== 'MemberExpression') return;
              const name = memberName(node.left);
              for (const sink of assigned)
                if (name !== null && sink.assigned?.includes(name) && (sink.when?.(node, look, name) ?? true))
                  check(node.right, node, look);
            },
          }
        : {}),
      ...(attributes.length > 0
        ? {
            JSXAttribute(node, look) {
              const { name, value } = node;
              if (name.type !== 'JSXIdentifier' || value?.type !== 'JSXExpressionContainer') return;
              for (const sink of attributes)
                if (sink.attributes?.includes(name.name) && (sink.when?.(node, look, name.name) ?? true))
                  check(value.expression, node, look);
            },
          }
        : {}),
    },
  };
}

/** The values of a call that reach a sink. */
function sunk(call: Call, sink: Sink, look: Look): Node[] {
  return (sink.args ?? [0]).flatMap((index): Node[] => {
    const arg = argumentOf(call, index);
    if (!arg) return [];
    if (!sink.options) return [arg];
    const value = resolved(look.code, arg);
    if (value.type !== 'ObjectExpression') return [arg];
    return sink.options.flatMap((name) => propertyOf(value, name)?.value ?? []);
  });
}

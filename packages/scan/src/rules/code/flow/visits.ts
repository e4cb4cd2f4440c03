import type { Node } from 'oxc-parser';
import type { Code, Path } from '../program/code.ts';
import type { Call } from '../program/node.ts';

/** Where one trace went. */
export interface Visits {
  /**
   * True when it was there before: in this trace, or in an earlier one that led nowhere. A visit through a call holds
   * only for that call, and for this trace.
   */
  again(node: Node, path: Path, through: Call | null): boolean;
  /** Lets later traces go there again: something was found on the way, if only to be checked later, or not all was seen. */
  forget(): void;
}

/**
 * Many sinks of a program lead back to the same few parameters: what a trace saw to lead nowhere is not looked at again
 * for another one that asks the same question.
 */
export function visitsOf(code: Code, question: string): Visits {
  const deadEnds = deadEndsOf(code, question);
  const made: Visit[] = [];
  const throughCalls = new Map<Call, Set<Visit>>();
  return {
    again(node, path, through) {
      const visit = path.length === 0 ? node : `${node.start},${node.end},${path.join('.')}`;
      const known = through ? setOf(throughCalls, through) : deadEnds;
      if (known.has(visit)) return true;
      known.add(visit);
      if (!through) made.push(visit);
      return false;
    },
    forget() {
      for (const visit of made) deadEnds.delete(visit);
    },
  };
}

/** A node, or a node and what is read of it. */
type Visit = Node | string;

const known = new WeakMap<Code, Map<string, Set<Visit>>>();

function deadEndsOf(code: Code, question: string): Set<Visit> {
  let ofCode = known.get(code);
  if (!ofCode) {
    ofCode = new Map();
    known.set(code, ofCode);
  }
  return setOf(ofCode, question);
}

function setOf<K>(sets: Map<K, Set<Visit>>, key: K): Set<Visit> {
  let set = sets.get(key);
  if (!set) {
    set = new Set();
    sets.set(key, set);
  }
  return set;
}

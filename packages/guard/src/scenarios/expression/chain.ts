import { asText } from './functions.ts';
import type { Syntax } from './syntax.ts';

/** What an access starts from, and the dotted path below it. */
export interface Chain {
  readonly root: 'evt' | 'queue' | Syntax;
  readonly path: string;
}

/** The dotted path below `evt`, `queue` or an element of a list, null when the access isn't such a path. */
export function chainOf(syntax: Syntax): Chain | null {
  if (syntax.kind === 'name')
    return syntax.name === 'evt' || syntax.name === 'queue' ? { root: syntax.name, path: '' } : null;
  if (syntax.kind === 'element') return { root: syntax, path: '' };
  if (
    syntax.kind === 'index' &&
    !(syntax.index.kind === 'constant' && typeof syntax.index.value === 'string')
  ) {
    const list = chainOf(syntax.of);
    return list?.root === 'queue' && list.path === 'Queue' ? { root: syntax, path: '' } : null;
  }
  if (syntax.kind === 'member' || syntax.kind === 'index') {
    const below = chainOf(syntax.of);
    if (below === null) return null;
    const name =
      syntax.kind === 'member'
        ? syntax.name
        : asText(syntax.index.kind === 'constant' ? syntax.index.value : '');
    return { root: below.root, path: below.path === '' ? name : `${below.path}.${name}` };
  }
  if (syntax.kind === 'call' && syntax.args.length === 0) {
    const below = chainOf(syntax.of);
    return below === null || below.path === '' ? null : { root: below.root, path: `${below.path}()` };
  }
  return syntax.kind === 'call' ? settingMeta(syntax) : null;
}

/** `evt.SetMeta(k, v)` notes context for CrowdSec's console and is true. */
function settingMeta(syntax: Extract<Syntax, { kind: 'call' }>): Chain | null {
  const called = chainOf(syntax.of);
  return called?.root === 'evt' && called.path === 'SetMeta' ? { root: 'evt', path: 'SetMeta()' } : null;
}

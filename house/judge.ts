import type { Import } from './modules.ts';
import { packages, rooms, routesOnly, storeOnly } from './walls.ts';

/** Why an import breaks a wall, or null when it may stand. */
export function judgeImport({ from, to, typeOnly }: Import): string | null {
  const source = packageOf(from);
  const target = packageOf(to);
  if (source === null || target === null) return null;
  if (source !== target) {
    if (packages[source]?.includes(target)) return null;
    return `${from}: package ${source} may not import package ${target} (${to})`;
  }
  return source === 'server' ? judgeRooms(from, to, typeOnly) : null;
}

function judgeRooms(from: string, to: string, typeOnly: boolean): string | null {
  const source = roomOf(from);
  const target = roomOf(to);
  const allowed = rooms[source];
  if (!allowed) return `${from}: room ${source} is not in the table of house/walls.ts`;
  if (source === target || allowed.includes('*')) return null;
  if (!allowed.includes(target)) return `${from}: ${source} may not import ${target} (${to})`;
  if (!isRoom(source)) return null;
  const name = from.split('/').slice(4).join('/');
  if (
    target === storeOnly &&
    name !== 'store.ts' &&
    !name.startsWith('store/') &&
    !(typeOnly && to.endsWith('/db/transaction.ts'))
  )
    return `${from}: inside a room only store.ts imports db (${to})`;
  if (
    target === routesOnly &&
    !/^(routes\.tsx?|routes\/.*|api\.ts|api\/.*|views\/.*|islands\/.*)$/.test(name)
  )
    return `${from}: inside a room only routes, api, views and islands import web (${to})`;
  return null;
}

const open = new Set(
  'urls id refusal package-root permission config words markdown db observe audit jobs mail files web main cli'.split(
    ' ',
  ),
);
const isRoom = (name: string) => !open.has(name);

function packageOf(path: string): string | null {
  const scoped = /^@bugheist\/([a-z]+)(?:\/|$)/.exec(path)?.[1];
  if (scoped) return scoped;
  if (path === 'bugheist' || path.startsWith('bugheist/')) return 'server';
  return /^packages\/([a-z]+)\//.exec(path)?.[1] ?? null;
}

function roomOf(path: string): string {
  const rest = path.split('/').slice(3);
  return (rest[0] ?? '').replace(/\.tsx?$/, '');
}

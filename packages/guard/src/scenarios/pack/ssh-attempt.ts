import type { Event } from '../../logs/event.ts';

/** A login that was refused. Whoever only connects and goes away (monitoring, `ssh-keyscan`) tried none. */
export function isRefusedSshLogin(event: Event): boolean {
  return event.user !== '' || !messageOf(event).startsWith('Connection ');
}

/**
 * One name for what is one try: sshd writes several lines about a connection, of which each refused password is a try
 * of its own, and all others together are one: an agent offers every key it has.
 */
export function attemptOf(event: Event): string {
  const pid = event.more?.['pid'] ?? '';
  const message = messageOf(event);
  if (pid === '') return `${event.t} ${message}`;
  return message.startsWith('Failed ') && !message.startsWith('Failed publickey') ? `${pid} ${event.t}` : pid;
}

export function messageOf(event: Event): string {
  return event.more?.['message'] ?? '';
}

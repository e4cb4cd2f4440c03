import { existsSync } from 'node:fs';
import { type AuditVerdict, verifyAudit } from '../audit/verify.ts';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { askControl } from '../db/control.ts';
import { type Database, openDatabase } from '../db/database.ts';
import { DatabaseUnavailable } from '../db/errors.ts';
import { type Finding, runChecks } from './checks/check.ts';
import {
  auditCommandName,
  checkCommandName,
  deploymentOf,
  findingsAnswer,
  verdictAnswer,
} from './checks/command.ts';
import { checks } from './checks/every-check.ts';

const help = `Usage: bugheist check [--format text|json]
       bugheist check audit

Lists every weakness of this deployment: what is weak, what follows, what to do. Reads the same environment as
"bugheist serve". "check audit" verifies the hash chain of the audit log and prints its head.

Exit codes: 0 no errors, 1 at least one error, 2 wrong usage or configuration.
Examples:
  bugheist check
  bugheist check --format json | jq '.findings[].id'`;

/** `bugheist check`. */
export async function check(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(help);
    return 0;
  }
  const format = args.includes('--format') ? args[args.indexOf('--format') + 1] : 'text';
  const [subject, ...more] = args.filter(
    (arg, index) => !arg.startsWith('--') && args[index - 1] !== '--format',
  );
  const wrong = wrongUsage(format, subject, more);
  if (wrong !== null || (format !== 'text' && format !== 'json')) {
    console.error(`${wrong}\n\n${help}`);
    return 2;
  }
  const config = configuration();
  if (config === null) return 2;
  return subject === 'audit' ? checkAudit(config) : checkDeployment(config, format);
}

function wrongUsage(
  format: string | undefined,
  subject: string | undefined,
  more: readonly string[],
): string | null {
  if (format !== 'text' && format !== 'json')
    return `check: --format is text or json, got ${format === undefined ? 'nothing' : `"${format}"`}.`;
  if (subject !== undefined && subject !== 'audit') return `check: there is no "${subject}".`;
  return more.length > 0 ? `check audit takes nothing more, got "${more.join(' ')}".` : null;
}

function configuration(): Config | null {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    return null;
  }
}

async function checkDeployment(config: Config, format: 'text' | 'json'): Promise<number> {
  const asked = await askServer(config, checkCommandName);
  const findings = asked === null ? await checkHere(config) : findingsAnswer.parse(asked.output);
  console.log(
    format === 'json' ? JSON.stringify({ checked: checks.length, findings }, null, 2) : describe(findings),
  );
  return findings.some(({ level }) => level === 'error') ? 1 : 0;
}

async function checkHere(config: Config): Promise<Finding[]> {
  const { database, problem } = await openOrSay(config);
  try {
    return await runChecks(checks, deploymentOf(config, database?.query ?? null, problem));
  } finally {
    await database?.close();
  }
}

async function checkAudit(config: Config): Promise<number> {
  const asked = await askServer(config, auditCommandName);
  const verdict = asked === null ? await verifyHere(config) : verdictAnswer.parse(asked.output);
  if (typeof verdict === 'string' || !verdict.ok) {
    console.error(typeof verdict === 'string' ? verdict : `The audit log is broken: ${verdict.reason}.`);
    return 1;
  }
  console.log(
    `The audit log holds: ${verdict.sealed} entries sealed, ${verdict.unsealed} waiting. Head ${verdict.head}`,
  );
  return 0;
}

async function verifyHere(config: Config): Promise<AuditVerdict | string> {
  const { database, problem } = await openOrSay(config);
  if (database === null) return problem ?? 'The database cannot be opened.';
  try {
    return await verifyAudit(database.query);
  } finally {
    await database.close();
  }
}

/** The embedded database belongs to a running server: then that server looks. */
async function askServer(config: Config, command: string): Promise<{ output: unknown } | null> {
  if (config.databaseUrl !== null || !existsSync(config.dataDirectory)) return null;
  return askControl(config.dataDirectory, command, {});
}

async function openOrSay(config: Config): Promise<{ database: Database | null; problem: string | null }> {
  // Looking must not make a database where there is none.
  if (config.databaseUrl === null && !existsSync(config.dataDirectory))
    return {
      database: null,
      problem: `There is no database in ${config.dataDirectory} yet: run "bugheist serve" first.`,
    };
  try {
    const url = config.databaseUrl?.reveal() ?? null;
    return { database: await openDatabase({ url, dataDirectory: config.dataDirectory }), problem: null };
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error;
    return { database: null, problem: error.message };
  }
}

function describe(findings: readonly Finding[]): string {
  const parts = findings.map(
    ({ id, level, what, consequence, remedy }) =>
      `${id} ${level}: ${what}\n     ${consequence}\n     → ${remedy}`,
  );
  const errors = findings.filter(({ level }) => level === 'error').length;
  const summary = `${checks.length} checks, ${counted(errors, 'error')}, ${counted(findings.length - errors, 'warning')}.`;
  return [...parts, summary].join('\n\n');
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

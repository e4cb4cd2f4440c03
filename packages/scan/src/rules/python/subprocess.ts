import { argument, type Call } from './flow/call.ts';
import type { Look } from './python-rule.ts';

export const running = ['run', 'call', 'check_call', 'check_output', 'Popen'];

export const isSubprocess = (call: Call): boolean => /^subprocess\.|^subprocess32\./.test(call.name);

/** `shell=True`, and what Python takes for it: `1`, and `"False"`. */
export function withShell(call: Call, look: Look): boolean {
  const given = argument(call, -1, 'shell');
  return given !== null && /^(True|[1-9]\d*|["'].+["'])$/.test(look.textOf(given.node));
}

export const shells =
  /^(os\.(system|popen|popen[234])|posix\.system|commands\.(getoutput|getstatusoutput)|subprocess\.(getoutput|getstatusoutput)|popen2\.popen[234]?|asyncio\.create_subprocess_shell|asyncio\.subprocess\.create_subprocess_shell|(\?|\w+|.*\(\))\.subprocess_shell|pty\.spawn)$/;

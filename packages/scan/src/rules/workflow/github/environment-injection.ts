import { stepsOn } from '../examples.ts';
import { stepsForStrangers } from '../strangers.ts';
import { stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

export const environmentInjection = workflowRule({
  id: 'workflow/environment-injection',
  title: 'Text of strangers in the environment file',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-74', 'CWE-77'],
  what: 'A workflow that strangers start writes something computed to `$GITHUB_ENV` or `$GITHUB_PATH`.',
  why: 'A line break in it sets any variable (`LD_PRELOAD`, `NODE_OPTIONS`, `BASH_ENV`) for all later steps: their code runs with your secrets.',
  fix: 'Use `$GITHUB_OUTPUT` and name the output where it is needed.',
  aliases: ['github-env'],
  bad: [
    stepsOn('pull_request_target', '- run: echo "title=$TITLE" >> $GITHUB_ENV'),
    stepsOn('workflow_run', '- run: cat artifact/env >> "$GITHUB_PATH"'),
    stepsOn('workflow_run', '- run: |', '    cat << EOF >> $GITHUB_ENV', '    A=$TITLE', '    EOF'),
    stepsOn('issues', '- run: Add-Content -Path $env:GITHUB_ENV -Value "A=$title"', '  shell: pwsh'),
  ],
  good: [
    stepsOn('pull_request_target', '- run: echo "CI=1" >> $GITHUB_ENV'),
    stepsOn('pull_request_target', '- run: |', '    cat << EOF >> $GITHUB_ENV', '    A=1', '    EOF'),
    stepsOn('push', '- run: echo "title=$TITLE" >> $GITHUB_ENV'),
  ],
  references: [
    'https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#setting-an-environment-variable',
  ],
  find(workflow, report) {
    for (const { run } of workflow.isAction ? stepsOf(workflow) : stepsForStrangers(workflow))
      if (run && writesComputed(run.text))
        report(
          run,
          'What is written may hold line breaks',
          workflow.isAction ? { severity: 'medium', confidence: 'review' } : {},
        );
  },
});

/** Does the script send more than fixed texts there? */
const writesComputed = (script: string): boolean => {
  const lines = script.split('\n');
  return lines.some((line, at) => {
    const here = /<<-?\s?(["']?)(\w+)\1/.exec(line);
    return here
      ? sends(line) !== null && isComputed(here, lines.slice(at + 1, at + maxLines))
      : !isFixed(sends(line));
  });
};

/** Longer here-documents nobody sends there. */
const maxLines = 200;

/** What a line sends to one of the files; null when it sends nothing there. */
function sends(line: string): string | null {
  if (/^\s*#/.test(line)) return null;
  const [, what] =
    /^(.*?)(?:>>?|\|\s*(?:tee|Out-File|Add-Content)\b.{0,200}?)\s*["']?(?:\$\{?(?:env:)?(?:GITHUB_ENV|GITHUB_PATH)\b|%GITHUB_(?:ENV|PATH)%)/i.exec(
      line,
    ) ?? [];
  const [, value] =
    /\bAdd-Content\s+(?:-Path\s+)?["']?\$\{?env:GITHUB_(?:ENV|PATH)\}?["']?\s+(?:-Value\s+)?(\S.*)/i.exec(
      line,
    ) ?? [];
  return what ?? value ?? null;
}

/** `echo` and its like of a text without variables, or the text alone, as PowerShell has it. */
const isFixed = (what: string | null): boolean =>
  what === null ||
  /^\s*(?:(?:echo|printf|Write-Output)\s+(?:-\w+\s+)?)?(?:"[^"$`%]*"|'[^']*'|[^\s"'$`%]*)\s*$/i.test(
    what.replace(/\s*\|\s*$/, ''),
  );

/** A here-document holds what is computed where its mark is not quoted and a variable or command stands in it. */
function isComputed([, quote = '', mark = '']: RegExpExecArray, rest: readonly string[]): boolean {
  const end = rest.findIndex((line) => line.trim() === mark);
  return quote === '' && rest.slice(0, end === -1 ? undefined : end).some((line) => /[$`]/.test(line));
}

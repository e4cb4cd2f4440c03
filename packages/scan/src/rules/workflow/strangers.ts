import { mayRun } from './release.ts';
import { privileged, type Step, type Workflow } from './workflow-file.ts';

/** The steps that run, with secrets and a writing token, when a stranger started the workflow. */
export function stepsForStrangers({ events, jobs }: Workflow): Step[] {
  const starts = privileged.filter((event) => events.has(event));
  const knowns = starts.map((event) => (path: string) => (path === 'github.event_name' ? event : undefined));
  return jobs.flatMap((job) =>
    job.steps.filter((step) =>
      knowns.some((known) => mayRun(job.condition, known) && mayRun(step.condition, known)),
    ),
  );
}

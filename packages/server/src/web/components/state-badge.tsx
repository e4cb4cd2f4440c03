import type { State } from '@bugheist/bug/state';
import { webWords } from '../../words/web.ts';
import type { IconName } from '../icons.ts';
import { Badge, type Tone } from './badge.tsx';

/** The pie fills as the bug nears its end; closed otherwise is a bar. */
export const StateBadge = ({ state, plain }: { state: State; plain?: boolean }) => {
  const [icon, tone] = looks[state] ?? closed;
  return Badge({ icon, tone, plain, children: webWords.state[state] });
};

const closed: [IconName, Tone] = ['state-closed', 'neutral'];
const looks: Partial<Record<State, [IconName, Tone]>> = {
  new: ['state-new', 'accent'],
  'needs-info': ['state-needs-info', 'amber'],
  triaged: ['state-triaged', 'blue'],
  fixing: ['state-fixing', 'violet'],
  retest: ['state-retest', 'violet'],
  resolved: ['state-resolved', 'green'],
};

import { type ClosedState, closedStates, isOpen, type State } from './state.ts';

/** Who may carry out a transition; what a role or a reporter may do besides is the permission table's. */
export type TransitionActor = 'triager' | 'developer' | 'reporter' | 'system';
/** What must be given with a transition. */
export type TransitionNeed = 'reason' | 'question' | 'parent';
/** Who hears of it. */
export type TransitionAudience = 'reporter' | 'watchers' | 'assignee';

export interface Transition {
  /** The verb, as in addresses, events and buttons. */
  name: TransitionName;
  from: readonly State[];
  to: State;
  who: readonly TransitionActor[];
  needs: readonly TransitionNeed[];
  tells: readonly TransitionAudience[];
}

export type TransitionName =
  | 'triage'
  | 'ask'
  | 'answer'
  | 'start-fix'
  | 'submit-fix'
  | 'fail-retest'
  | 'resolve'
  | 'close-duplicate'
  | 'close-informative'
  | 'close-not-applicable'
  | 'close-out-of-scope'
  | 'close-not-reproducible'
  | 'accept-risk'
  | 'close-spam'
  | 'withdraw'
  | 'reopen';

const triage: readonly TransitionActor[] = ['triager'];
const fixers: readonly TransitionActor[] = ['triager', 'developer'];
const open = ['new', 'needs-info', 'triaged', 'fixing', 'retest'] as const;
const everyone: readonly TransitionAudience[] = ['reporter', 'watchers', 'assignee'];

const closing = (name: TransitionName, to: ClosedState, needs: readonly TransitionNeed[]): Transition => ({
  name,
  from: open,
  to,
  who: triage,
  needs,
  tells: everyone,
});

/** The life of a bug as data. A pair (from, name) occurs at most once. */
export const transitions: readonly Transition[] = [
  { name: 'triage', from: ['new', 'needs-info'], to: 'triaged', who: triage, needs: [], tells: everyone },
  {
    name: 'ask',
    from: ['new', 'triaged'],
    to: 'needs-info',
    who: triage,
    needs: ['question'],
    tells: everyone,
  },
  {
    name: 'answer',
    from: ['needs-info'],
    to: 'new',
    who: ['reporter', 'triager', 'system'],
    needs: [],
    tells: ['watchers', 'assignee'],
  },
  { name: 'start-fix', from: ['triaged'], to: 'fixing', who: fixers, needs: [], tells: everyone },
  { name: 'submit-fix', from: ['triaged', 'fixing'], to: 'retest', who: fixers, needs: [], tells: everyone },
  {
    name: 'fail-retest',
    from: ['retest'],
    to: 'fixing',
    who: [...fixers, 'reporter'],
    needs: ['reason'],
    tells: everyone,
  },
  {
    name: 'resolve',
    from: ['triaged', 'fixing', 'retest'],
    to: 'resolved',
    who: fixers,
    needs: [],
    tells: everyone,
  },
  closing('close-duplicate', 'duplicate', ['parent']),
  closing('close-informative', 'informative', ['reason']),
  closing('close-not-applicable', 'not-applicable', ['reason']),
  closing('close-out-of-scope', 'out-of-scope', ['reason']),
  closing('close-not-reproducible', 'not-reproducible', ['reason']),
  closing('accept-risk', 'accepted-risk', ['reason']),
  closing('close-spam', 'spam', []),
  {
    name: 'withdraw',
    from: open,
    to: 'withdrawn',
    who: ['reporter'],
    needs: [],
    tells: ['watchers', 'assignee'],
  },
  {
    name: 'reopen',
    from: closedStates,
    to: 'new',
    who: ['triager', 'system'],
    needs: ['reason'],
    tells: everyone,
  },
];

/** The transitions that lead out of a state, in the order of the table. */
export const transitionsFrom = (state: State): readonly Transition[] =>
  transitions.filter(({ from }) => from.includes(state));

/** The named transition out of a state, or null when that state has none of that name. */
export const findTransition = (state: State, name: string): Transition | null =>
  transitionsFrom(state).find((transition) => transition.name === name) ?? null;

/** Whether a transition ends work on a bug. */
export const closes = ({ to }: Transition): boolean => !isOpen(to);

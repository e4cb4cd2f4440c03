import { expect, test } from 'vitest';
import { closedStates, isOpen, openStates, type State, states } from './state.ts';
import { closes, findTransition, transitions, transitionsFrom } from './transitions.ts';

const after = (state: State, ...names: string[]): State | null =>
  names.reduce<State | null>((at, name) => at && (findTransition(at, name)?.to ?? null), state);

test('a state has no two transitions of one name', () => {
  const pairs = transitions.flatMap(({ from, name }) => from.map((state) => `${state} ${name}`));
  expect(new Set(pairs).size).toBe(pairs.length);
});

test('no transition stays where it is', () => {
  expect(transitions.filter(({ from, to }) => from.includes(to))).toEqual([]);
});

test('every state is reached from new', () => {
  const reached = new Set<State>(['new']);
  for (const state of reached) for (const { to } of transitionsFrom(state)) reached.add(to);
  expect([...reached].sort()).toEqual([...states].sort());
});

test('every open state can be closed, and worked on', () => {
  for (const state of openStates) {
    const ways = transitionsFrom(state);
    expect(ways.some(closes), state).toBe(true);
    expect(
      ways.some((way) => isOpen(way.to)),
      state,
    ).toBe(true);
  }
});

test('everything closed reopens as new, with a reason, and does nothing else', () => {
  for (const state of closedStates) {
    const ways = transitionsFrom(state).map(({ name, to, needs }) => ({ name, to, needs }));
    expect(ways).toEqual([{ name: 'reopen', to: 'new', needs: ['reason'] }]);
  }
});

test('a bug lives from new over triaged, fixing and retest to resolved', () => {
  expect(after('new', 'triage')).toBe('triaged');
  expect(after('triaged', 'start-fix')).toBe('fixing');
  expect(after('fixing', 'submit-fix')).toBe('retest');
  expect(after('retest', 'resolve')).toBe('resolved');
  expect(after('new', 'triage', 'start-fix', 'submit-fix', 'fail-retest')).toBe('fixing');
});

test('needs-info stands beside new and triaged', () => {
  const asked = states.filter((state) => findTransition(state, 'ask'));
  expect(asked).toEqual(['new', 'triaged']);
  expect(after('new', 'ask', 'answer', 'triage')).toBe('triaged');
});

test('only a triager closes, except that its reporter withdraws and a fixer resolves', () => {
  const others = transitions.filter((one) => closes(one) && one.who.join() !== 'triager');
  expect(others.map(({ name, who }) => [name, who])).toEqual([
    ['resolve', ['triager', 'developer']],
    ['withdraw', ['reporter']],
  ]);
});

test('a closing that a reporter may dispute says why; a duplicate names its parent', () => {
  const needs = Object.fromEntries(transitions.filter(closes).map((one) => [one.to, one.needs.join()]));
  expect(needs).toEqual({
    resolved: '',
    duplicate: 'parent',
    informative: 'reason',
    'not-applicable': 'reason',
    'out-of-scope': 'reason',
    'not-reproducible': 'reason',
    'accepted-risk': 'reason',
    spam: '',
    withdrawn: '',
  });
});

test('the reporter hears of everything but their own doing', () => {
  const unheard = transitions.filter(({ tells }) => !tells.includes('reporter'));
  expect(unheard.map(({ name }) => name)).toEqual(['answer', 'withdraw']);
  expect(unheard.every(({ who }) => who.includes('reporter'))).toBe(true);
});

test('a name that is no transition of the state is none', () => {
  expect(findTransition('new', 'reopen')).toBeNull();
  expect(findTransition('resolved', 'constructor')).toBeNull();
});

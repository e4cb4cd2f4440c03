import type { State } from '@bugheist/bug/state';

/** The stations of a bug's life in order. */
const stations = ['new', 'triaged', 'fixing', 'retest', 'resolved'] as const;
type Station = (typeof stations)[number];

export interface LifeStep {
  station: Station;
  status: 'done' | 'current' | 'ahead';
}

/** How far a bug has come; null when it ended on another way. A question leaves it where it is. */
export function lifeSteps(state: State): readonly LifeStep[] | null {
  const here = stations.findIndex((station) => station === (state === 'needs-info' ? 'new' : state));
  if (here === -1) return null;
  return stations.map((station, index) => ({
    station,
    status: index < here || state === 'resolved' ? 'done' : index === here ? 'current' : 'ahead',
  }));
}

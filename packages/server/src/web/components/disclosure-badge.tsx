import type { Disclosure } from '@bugheist/bug/state';
import { webWords } from '../../words/web.ts';
import type { IconName } from '../icons.ts';
import { Badge, type Tone } from './badge.tsx';

export const DisclosureBadge = ({ disclosure, plain }: { disclosure: Disclosure; plain?: boolean }) => {
  const [icon, tone] = looks[disclosure];
  return (
    <Badge icon={icon} tone={tone} plain={plain}>
      {webWords.disclosure[disclosure]}
    </Badge>
  );
};

const looks: Record<Disclosure, [IconName, Tone]> = {
  private: ['lock', 'neutral'],
  requested: ['clock', 'amber'],
  limited: ['eye', 'blue'],
  full: ['globe', 'green'],
};

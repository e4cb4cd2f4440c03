import type { Kind } from '@bugheist/bug/kind';
import { webWords } from '../../words/web.ts';
import type { IconName } from '../icons.ts';
import { Badge } from './badge.tsx';

export const KindBadge = ({ kind, plain }: { kind: Kind; plain?: boolean }) => (
  <Badge icon={kindIcons[kind]} plain={plain}>
    {webWords.kind[kind]}
  </Badge>
);

export const kindIcons: Record<Kind, IconName> = {
  security: 'shield',
  design: 'palette',
  performance: 'gauge',
  functionality: 'wrench',
  accessibility: 'accessibility',
  content: 'file-text',
};

import { kinds } from '@bugheist/bug/kind';
import { severities } from '@bugheist/bug/severity';
import { disclosures, states } from '@bugheist/bug/state';
import { Badge, type Tone } from '../badge.tsx';
import { DisclosureBadge } from '../disclosure-badge.tsx';
import { KindBadge } from '../kind-badge.tsx';
import { PersonName } from '../person-name.tsx';
import { SeverityBadge } from '../severity-badge.tsx';
import { StateBadge } from '../state-badge.tsx';
import { Section } from './section.tsx';

const toneNames: readonly Tone[] = [
  'neutral',
  'accent',
  'crimson',
  'orange',
  'amber',
  'blue',
  'green',
  'violet',
];
const names = ['Mara Lindqvist', 'Tomás Vega', 'Yuki', 'Ada O.', 'Bren Falk', 'Ines Kovač', 'Oluwaseun Ade'];

export const Badges = () => (
  <>
    <Section title="Severity">
      <div class="row">
        {[...severities].reverse().map((severity) => (
          <SeverityBadge severity={severity} key={severity} />
        ))}
        <SeverityBadge severity={null} />
        <SeverityBadge severity="critical" score={9.8} />
      </div>
      <div class="row">
        {[...severities].reverse().map((severity) => (
          <SeverityBadge severity={severity} plain key={severity} />
        ))}
      </div>
    </Section>
    <Section title="State">
      <div class="row">
        {states.map((state) => (
          <StateBadge state={state} key={state} />
        ))}
      </div>
      <div class="row">
        {states.slice(0, 7).map((state) => (
          <StateBadge state={state} plain key={state} />
        ))}
      </div>
    </Section>
    <Section title="Other badges">
      <div class="row">
        {kinds.map((kind) => (
          <KindBadge kind={kind} key={kind} />
        ))}
      </div>
      <div class="row">
        {disclosures.map((disclosure) => (
          <DisclosureBadge disclosure={disclosure} key={disclosure} />
        ))}
      </div>
      <div class="row">
        {toneNames.map((tone) => (
          <Badge tone={tone} key={tone}>
            {tone}
          </Badge>
        ))}
      </div>
    </Section>
    <Section title="People">
      <div class="row">
        {names.map((name) => (
          <PersonName person={{ name, handle: 'someone' }} key={name} />
        ))}
        <PersonName person={null} />
      </div>
    </Section>
  </>
);

import { Icon } from './icon.tsx';

export interface Step {
  label: string;
  /** When it was reached, or what is awaited. */
  detail?: string | undefined;
  status: 'done' | 'current' | 'ahead';
}

/** How far something has come: the life of a bug. `label` names it. */
export const StepProgress = ({ label, steps }: { label: string; steps: readonly Step[] }) => (
  <ol class="steps" aria-label={label}>
    {steps.map((step) => (
      <li
        class={`step step-${step.status}`}
        aria-current={step.status === 'current' ? 'step' : undefined}
        key={step.label}
      >
        <span class="step-mark" aria-hidden="true">
          {step.status === 'done' && <Icon name="check" />}
        </span>
        <span class="step-label">{step.label}</span>
        {step.detail && <span class="step-detail">{step.detail}</span>}
      </li>
    ))}
  </ol>
);

interface ProgressProps {
  label: string;
  value: number;
  max: number;
  /** What the bar says in words: "€1,200 of €5,000". */
  text: string;
}

export const Progress = ({ label, value, max, text }: ProgressProps) => (
  <div class="progress">
    <div class="progress-text">
      <span>{label}</span>
      <span class="muted number">{text}</span>
    </div>
    <progress value={value} max={max} aria-label={label}>
      {text}
    </progress>
  </div>
);

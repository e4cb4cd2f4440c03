import type { FieldError } from '../../refusal.ts';
import { webWords } from '../../words/web.ts';
import { Notice } from './notice.tsx';

/** Stands above a form that was refused; each entry leads to its field. Nothing when there are no errors. */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  if (errors.length === 0) return null;
  return (
    <Notice tone="danger" title={webWords.errorSummary(errors.length)} live>
      <ul class="error-summary">
        {errors.map(({ path, message }) => (
          <li key={path}>{path === '' ? message : <a href={`#${path}`}>{message}</a>}</li>
        ))}
      </ul>
    </Notice>
  );
}

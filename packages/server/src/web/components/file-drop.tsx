import { webWords } from '../../words/web.ts';
import { assetUrl } from '../assets.ts';
import { controlAttributes, Field, type FieldProps, fieldId } from './field.tsx';
import { Icon } from './icon.tsx';

export interface KeptFile {
  id: string;
  name: string;
  /** "1.2 MB" */
  size: string;
}

type FileDropProps = FieldProps & {
  /** As in `<input accept>`. */
  accept?: string | undefined;
  multiple?: boolean | undefined;
  /** Route that takes `token` and `file` and answers `{ id, name, url, image }`; without it files go with the form. */
  upload?: string | undefined;
  /** Larger files are refused before they are sent. */
  maxBytes?: number | undefined;
  /** Files stored earlier; each is sent again as a hidden field. */
  kept?: readonly KeptFile[] | undefined;
  /** Name of those hidden fields. */
  keptName?: string | undefined;
  /** Name of the submit button that takes a kept file away when there is no script; its value is the id. */
  removeName?: string | undefined;
};

/** A plain file input; the island `files` adds dropping, progress and removal. The form needs `files`. */
export function FileDrop(props: FileDropProps) {
  const { accept, multiple, upload, maxBytes, kept = [], ...rest } = props;
  const { keptName = 'attachments', removeName, ...field } = rest;
  return (
    <div
      data-file-drop
      data-upload={upload}
      data-max-bytes={maxBytes}
      data-kept-name={keptName}
      data-icons={assetUrl('icons.svg')}
      data-too-large={webWords.uploadTooLarge}
      data-upload-failed={webWords.uploadFailed}
      data-remove-word={webWords.remove}
    >
      <Field {...field}>
        <div class="file-drop">
          <Icon name="upload" />
          <span class="file-drop-text">{webWords.fileDrop}</span>
          <input {...controlAttributes(field)} type="file" accept={accept} multiple={multiple} />
        </div>
      </Field>
      <ul class="file-list" data-files id={`${fieldId(field)}-files`}>
        {kept.map((file) => (
          <li key={file.id}>
            <span>{file.name}</span>
            <span class="muted small">{file.size}</span>
            <input type="hidden" name={keptName} value={file.id} />
            <button
              class="tool-link"
              type="submit"
              name={removeName}
              value={file.id}
              formNoValidate
              data-remove
              aria-label={`${webWords.remove} ${file.name}`}
            >
              <Icon name="x" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

import { webWords } from '../../words/web.ts';
import { assetUrl } from '../assets.ts';
import { controlAttributes, Field, type FieldProps } from './field.tsx';

type MarkdownEditorProps = FieldProps & {
  value?: string | undefined;
  rows?: number | undefined;
  maxLength?: number | undefined;
  placeholder?: string | undefined;
  /** Route that answers a POST of `token` and `text` with the rendered fragment; with `framed=yes` as a framed page. */
  preview?: string | undefined;
  /** Route that takes `token` and `file` and answers `{ id, name, url, image }`. */
  upload?: string | undefined;
  /** As in `<input accept>`. */
  accept?: string | undefined;
};

/** A textarea; the island `editor` adds tools, preview and pasted images. */
export function MarkdownEditor(props: MarkdownEditorProps) {
  const { value, rows = 10, maxLength, placeholder, preview, upload, accept = 'image/*', ...field } = props;
  return (
    <div
      class="editor"
      data-editor
      {...words}
      data-icons={assetUrl('icons.svg')}
      data-preview={preview}
      data-upload={upload}
      data-accept={accept}
    >
      <Field {...field} hint={field.hint ?? webWords.markdownHint}>
        <div class="editor-frame">
          <textarea
            {...controlAttributes({ ...field, hint: true })}
            class="input"
            value={value}
            rows={rows}
            maxLength={maxLength}
            placeholder={placeholder}
          />
        </div>
      </Field>
    </div>
  );
}

/** Islands import nothing of the server's, so their words travel in the markup. */
const words = {
  'data-write-word': webWords.write,
  'data-preview-word': webWords.preview,
  'data-preview-empty': webWords.previewEmpty,
  'data-preview-failed': webWords.previewFailed,
  'data-tools': webWords.editorTools,
  'data-bold': webWords.bold,
  'data-italic': webWords.italic,
  'data-heading': webWords.heading,
  'data-link': webWords.link,
  'data-quote': webWords.quote,
  'data-code': webWords.code,
  'data-bullet-list': webWords.bulletList,
  'data-numbered-list': webWords.numberedList,
  'data-attach': webWords.attachImage,
  'data-uploading': webWords.uploading,
  'data-upload-failed': webWords.uploadFailed,
};

import { link, urls } from '../../urls.ts';
import type { Format } from '../../words/format.ts';
import type { ShownFile } from './report-page.tsx';

/** Pictures as small pictures, everything else by name. */
export const FileList = ({ files, format }: { files: readonly ShownFile[]; format: Format }) => (
  <ul class="report-files">
    {files.map((file) => (
      <li key={file.id}>
        <a href={link(urls.attachment, { id: file.id })}>
          {file.isImage && <img src={link(urls.attachmentPreview, { id: file.id })} alt="" loading="lazy" />}
          <span>{file.fileName}</span>
        </a>{' '}
        <span class="muted small">{format.bytes(file.bytes)}</span>
      </li>
    ))}
  </ul>
);

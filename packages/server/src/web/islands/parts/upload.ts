/** What the upload route answers. */
export interface Uploaded {
  id: string;
  name: string;
  /** Where the file is shown; a path of ours. */
  url: string;
  image: boolean;
}

/**
 * Sends one file as multipart (`token`, `file`) and tells how much has gone (0 to 1). Rejects with the server's own
 * sentence when there is one.
 */
export function upload(
  to: string,
  token: string,
  file: File,
  onProgress: (ratio: number) => void,
): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append('token', token);
    form.append('file', file, file.name);
    const request = new XMLHttpRequest();
    request.open('POST', to);
    request.setRequestHeader('accept', 'application/json');
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
      if (lengthComputable) onProgress(loaded / total);
    });
    request.addEventListener('error', () => reject(new Error('')));
    request.addEventListener('load', () => {
      if (request.status < 300 && isUploaded(request.response)) resolve(request.response);
      else reject(new Error(detailOf(request.response)));
    });
    request.send(form);
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isUploaded = (answer: unknown): answer is Uploaded =>
  isRecord(answer) &&
  typeof answer['id'] === 'string' &&
  typeof answer['name'] === 'string' &&
  typeof answer['url'] === 'string' &&
  typeof answer['image'] === 'boolean';

/** The sentence of an RFC 9457 problem; empty when there is none. */
const detailOf = (answer: unknown): string =>
  isRecord(answer) && typeof answer['detail'] === 'string' ? answer['detail'] : '';

/** The token of the form an element stands in. */
export function formTokenOf(element: Element): string {
  const field = element.closest('form')?.elements.namedItem('token');
  return field instanceof HTMLInputElement ? field.value : '';
}

/** The files of a paste or drop. */
export const filesOf = (transfer: DataTransfer | null): File[] => [...(transfer?.files ?? [])];

/** The result could not be handed over: exit status 3. */
export class UploadFailure extends Error {
  readonly code = 'upload-failure';
}

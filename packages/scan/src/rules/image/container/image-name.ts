/** `registry:5000/group/app:1` to `app:1`: a colon before the last slash belongs to the registry's port. */
export const baseName = (image: string): string => image.split('/').at(-1) ?? '';

/** Class names joined; false, null and undefined are left out. */
export const classes = (...names: readonly (string | false | null | undefined)[]): string =>
  names.filter((name) => name).join(' ');

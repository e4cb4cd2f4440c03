/** A name of PyPI as it is compared. Source: PEP 503. */
export const normalizedPythonName = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-');

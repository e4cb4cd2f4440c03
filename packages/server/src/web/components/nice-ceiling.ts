/** The least of 1, 2, 4, 6, 8 or 10 times a power of ten that is not below a positive value: the top of an axis. */
export function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const steps = [1, 2, 4, 6, 8, 10];
  return (steps.find((step) => step * power >= value) ?? 10) * power;
}

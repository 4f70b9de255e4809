import { median } from './median';

/** `112 (68 to 203) x0.93`: what it took in ms, and its ratio to the floor of the same run. */
export function figure(took: number[], floor: number[]): string {
  const ms = (value: number) => value.toFixed(0);
  const ratio = median(took) / median(floor);
  return `${ms(median(took))} (${ms(Math.min(...took))} to ${ms(
    Math.max(...took),
  )}) x${ratio.toFixed(2)}`;
}

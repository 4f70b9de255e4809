import { findingText } from './findingText';
import { Tally } from './Tally';

/** What many seeds have shown, for a terminal. */
export function reportOf(tally: Tally, seconds: number): string {
  const { seeds, events, findings, coverage } = tally;
  const width = Math.max(...[...coverage.counts.keys()].map(it => it.length));
  const lines = [
    'faults, and how often each came about:',
    ...[...coverage.counts].map(
      ([fault, count]) => `  ${fault.padEnd(width)} ${count}`,
    ),
    coverage.missing.length > 0
      ? `never came about: ${coverage.missing.join('; ')}`
      : `each of the ${coverage.counts.size} faults came about`,
    '',
    ...findings.map(findingText),
    `${seeds} seeds, ${events} events, ${
      findings.length
    } violations in ${Math.round(seconds)} s (${(seeds / seconds).toFixed(
      1,
    )} seeds/s)`,
  ];
  return lines.join('\n');
}

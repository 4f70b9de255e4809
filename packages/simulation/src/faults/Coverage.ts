import { possibleFaults } from './possibleFaults';

/** How often each fault came about, by port. */
export class Coverage {
  readonly counts = new Map<string, number>(
    possibleFaults.map(fault => [fault, 0]),
  );

  count(fault: string): void {
    this.add([[fault, 1]]);
  }

  add(other: Iterable<[string, number]>): void {
    for (const [fault, count] of other) {
      const before = this.counts.get(fault);
      if (before === undefined) {
        throw new Error(`'${fault}' is not among the possible faults`);
      }
      this.counts.set(fault, before + count);
    }
  }

  /** What has never come about. */
  get missing(): string[] {
    return [...this.counts].flatMap(([fault, count]) =>
      count === 0 ? [fault] : [],
    );
  }
}

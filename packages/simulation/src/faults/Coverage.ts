/** How often each fault came about, by port. */
export class Coverage {
  readonly counts = new Map<string, number>();

  count(fault: string): void {
    this.counts.set(fault, (this.counts.get(fault) ?? 0) + 1);
  }

  add(other: Iterable<[string, number]>): void {
    for (const [fault, count] of other) {
      this.counts.set(fault, (this.counts.get(fault) ?? 0) + count);
    }
  }
}

/** What happened, in order: the run's story. */
export class EventLog {
  readonly #start: number;
  readonly lines: string[] = [];

  constructor(start: Date) {
    this.#start = start.getTime();
  }

  add(now: number, who: string | undefined, what: string): void {
    this.lines.push(
      `${((now - this.#start) / 1000).toFixed(3)} ${who ?? '-'} ${what}`,
    );
  }

  toString(): string {
    return `${this.lines.join('\n')}\n`;
  }
}

import { answers, Replica } from './Replica';

/** Kills backends, evenly over the boundaries at which one can be killed. */
export class Killer {
  /** How often at each. */
  readonly counts = new Map<string, number>();
  /** How often one was wanted and had gone by. */
  readonly #misses = new Map<string, number>();
  #busy = false;

  constructor(
    readonly replicas: readonly Replica[],
    readonly most: number,
    readonly onKill: (boundary: string, total: number) => void,
  ) {}

  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  get isDone(): boolean {
    return this.total >= this.most;
  }

  /** Whether it is this boundary's turn: none has been hit less often. */
  wants(boundary: string): boolean {
    this.counts.set(boundary, this.counts.get(boundary) ?? 0);
    const turns = [...this.counts.keys()].map(it => this.#turnsOf(it));
    return !this.isDone && this.#turnsOf(boundary) <= Math.min(...turns) + 1;
  }

  /** It had gone by before anybody could be killed there: others are not kept waiting for it. */
  missed(boundary: string): void {
    this.#misses.set(boundary, (this.#misses.get(boundary) ?? 0) + 1);
  }

  /** Kills this backend, unless it is the last one that answers. */
  async kill(boundary: string, app: string): Promise<boolean> {
    const replica = this.replicas.find(it => it.name === app);
    if (!replica || this.#busy || this.isDone) return false;
    this.#busy = true;
    try {
      const others = this.replicas.filter(it => it !== replica);
      // At once: what comes after an answer may already be another boundary.
      replica.kill();
      this.counts.set(boundary, (this.counts.get(boundary) ?? 0) + 1);
      this.onKill(boundary, this.total);
      for (;;) {
        const up = await Promise.all(others.map(answers));
        if (up.includes(true)) return true;
        await new Promise(resolve => setTimeout(resolve, 200));
      }
    } finally {
      this.#busy = false;
    }
  }

  #turnsOf(boundary: string): number {
    return (this.counts.get(boundary) ?? 0) + (this.#misses.get(boundary) ?? 0);
  }
}

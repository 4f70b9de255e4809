import { ServiceUnavailableError } from '@backstage/errors';
import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';

/** A branch: what each Promotion has put there, in order. */
type Branch = string[];

/**
 * What promotions write to, as a Git server takes pushes: only onto what was read before. It is slow, it fails before
 * and after it has written, and it knows when it was written twice.
 */
export class StressRemote {
  readonly branches = new Map<string, Branch>();
  /** Sentences about what must never be. */
  readonly wrongs: string[] = [];
  /** Nothing goes wrong any more. */
  calm = false;

  /** @param chance - 0 to 1, from the seed */
  constructor(readonly chance: () => number) {}

  /** Reads, thinks, writes, and answers or does not. A step that is done again finds what it has written. */
  readonly step: StepDefinition = {
    id: 'write',
    schema: z.strictObject({}),
    kind: 'outside',
    usesWorkspace: false,
    defaultErrorThreshold: 1_000,
    plan: async () => ({ summary: 'write', effects: [] }),
    run: async ({ promotion, record, signal }) => {
      await record.note({ begun: true });
      const name = `${promotion.project}/${promotion.stage}`;
      const seen = [...this.branch(name)];
      await this.passing();
      if (!seen.includes(promotion.id)) {
        signal.throwIfAborted();
        this.write(name, seen.length, promotion.id);
      }
      await this.passing();
      return { status: 'Succeeded' };
    },
  };

  branch(name: string): Branch {
    const branch = this.branches.get(name) ?? [];
    this.branches.set(name, branch);
    return branch;
  }

  private write(name: string, onto: number, promotion: string): void {
    const branch = this.branch(name);
    if (branch.length !== onto) {
      throw new ServiceUnavailableError('somebody else has written meanwhile');
    }
    if (branch.includes(promotion)) {
      this.wrongs.push(`${promotion} has written twice to ${name}`);
    }
    branch.push(promotion);
  }

  private async passing(): Promise<void> {
    const fails = !this.calm && this.chance() < 0.1;
    await new Promise(resolve => {
      // Now and then longer than a lease.
      setTimeout(resolve, this.chance() < 0.03 && !this.calm ? 1_500 : 15);
    });
    if (fails) throw new ServiceUnavailableError('no answer');
  }
}

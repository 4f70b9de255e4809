import { Coverage } from '../faults/Coverage';
import { Scheduler } from '../kernel/Scheduler';
import { Portal } from './Portal';

/** A step that waits for people. */
export interface AskingStep {
  promotion: string;
  /** Who asked for the Promotion: `user:default/dana`. */
  requester: string;
  /** Who has approved it already. */
  approvedBy: string[];
}

const PEOPLE = ['dana', 'mira', 'olga', 'emil'].map(
  name => `user:default/${name}`,
);

/** People whose word is asked for. */
export class Signers {
  constructor(
    readonly options: {
      scheduler: Scheduler;
      portal: Portal;
      coverage: Coverage;
      asking(): AskingStep[];
      onSigned(promotion: string, user: string): void;
    },
  ) {}

  /** @param everything - whatever waits is approved by somebody who may */
  look(everything: boolean): void {
    const { scheduler, portal, coverage, asking, onSigned } = this.options;
    const { chance } = scheduler;
    for (const { promotion, requester, approvedBy } of asking()) {
      const willing = PEOPLE.filter(
        user =>
          !approvedBy.includes(user) && (!everything || user !== requester),
      );
      if (willing.length === 0 || (!everything && chance.happens(0.5))) {
        continue;
      }
      const user = chance.pick(willing);
      const rejects = !everything && chance.happens(0.12);
      coverage.count(rejects ? 'people: reject' : 'people: sign');
      portal.ask({
        what: `${user} ${rejects ? 'rejects' : 'approves'} ${promotion}`,
        user,
        attempts: 2,
        command: (it, who) =>
          it.review(
            promotion,
            { decision: rejects ? 'reject' : 'approve' },
            who,
          ),
        onDone: () => onSigned(promotion, user),
      });
    }
  }
}

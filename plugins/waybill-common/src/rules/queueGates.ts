import { FreightOrigin } from '../model/Freight';
import { Gate } from '../model/Gate';
import { PromotionBrief, StageSnapshot } from '../model/StageSnapshot';
import { StageState } from '../model/StageState';
import { compareByTurn } from './compareByTurn';
import { compareText } from './compareText';
import { currentHealth } from './currentHealth';
import { lockGates } from './lockGates';
import { ownGates } from './ownGates';
import { awaitsVerification } from './verification/awaitsVerification';
import { hasPromoted } from './verification/hasPromoted';
import { verificationHistory } from './verification/verificationHistory';

/**
 * Why a Promotion must wait for others of its Stage: one runs at a time, in the order of their names, and the next
 * starts when what runs is verified. Where Stages share a lock group, one of them promotes at a time.
 *
 * @remarks A Promotion that waits for something of its own (a soak, say) steps aside for those behind it: an urgent
 * fix or a rollback must not stand a day behind it.
 * @param promotion - the one that asks; undefined: one that is yet to be created
 * @param origin - of its Freight
 */
export function queueGates(
  snapshot: StageSnapshot,
  promotion: string | undefined,
  now: Date,
  origin?: FreightOrigin,
): Gate[] {
  const overtakes = snapshot.stage.queue?.order === 'NewestWins';
  const others = snapshot.promotions.filter(it => it.id !== promotion);
  const running = others.find(it => it.phase === 'Running');
  if (running) {
    return [
      wait(
        'PromotionRunning',
        `the promotion of ${alias(snapshot, running)} is running here`,
      ),
    ];
  }
  const gates: Gate[] = [];
  const before = others
    .filter(it => it.phase === 'Pending' && !it.abortRequested)
    .filter(it => !promotion || compareText(it.id, promotion) < 0)
    .filter(it => !overtakes || it.origin !== origin)
    .filter(it => ownGates(snapshot, it.freight, now, it).length === 0)
    .sort(compareByTurn);
  if (before.length > 0) {
    gates.push(
      wait(
        'PromotionRunning',
        `the promotion of ${alias(snapshot, before[0])} comes first`,
      ),
    );
  }
  gates.push(...lockGates(snapshot, promotion));
  if (isBeingVerified(snapshot.state)) {
    gates.push(
      wait('VerificationRunning', 'what runs here now is still being verified'),
    );
  }
  return gates;
}

function isBeingVerified(state: StageState): boolean {
  return (
    hasPromoted(state) &&
    awaitsVerification(currentHealth(state), verificationHistory(state))
  );
}

function alias(snapshot: StageSnapshot, { freight }: PromotionBrief): string {
  return (
    snapshot.freight.find(it => it.id === freight)?.alias ??
    `Freight ${freight.slice(0, 7)}`
  );
}

function wait(code: Gate['code'], message: string): Gate {
  return { code, message, effect: 'wait' };
}

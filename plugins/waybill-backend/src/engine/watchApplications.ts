import { stringifyError } from '@backstage/errors';
import { findDeliveriesTo } from '../store/operations/stages/findDeliveriesTo';
import { EngineContext } from './EngineContext';
import { transact } from './transact';

/** Changes that come together are looked up together, in milliseconds. */
const GATHER_MS = 250;

/** Has Stages and Promotions looked at when an Application they depend on changes, until the signal aborts. */
export async function watchApplications(
  context: EngineContext,
  stopped: AbortSignal,
): Promise<void> {
  const { applicationWatch } = context.ports;
  if (!applicationWatch) {
    return;
  }
  const changed = new Set<string>();
  let gathering = false;

  async function pokeThose() {
    gathering = true;
    await context.clock.sleep(GATHER_MS, stopped);
    gathering = false;
    const applications = [...changed];
    changed.clear();
    if (stopped.aborted || applications.length === 0) {
      return;
    }
    try {
      await transact(context, undefined, async ({ tx, poke }) =>
        poke(...(await findDeliveriesTo(tx, { applications }))),
      );
    } catch (error) {
      // Polling sees it a little later.
      context.logger.warn(
        `Cannot have the Stages looked at that deliver to ${applications.join(
          ', ',
        )}: ${stringifyError(error)}`,
      );
    }
  }

  await applicationWatch.start(({ name }) => {
    changed.add(name);
    if (!gathering) {
      pokeThose();
    }
  });
  stopped.addEventListener('abort', () => {
    applicationWatch
      .stop()
      .catch(error =>
        context.logger.warn(
          `Cannot stop watching Applications: ${stringifyError(error)}`,
        ),
      );
  });
}

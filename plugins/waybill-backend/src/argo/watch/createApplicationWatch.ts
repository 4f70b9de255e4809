import { LoggerService } from '@backstage/backend-plugin-api';
import { setTimeout as sleep } from 'timers/promises';
import { ApplicationWatchPort } from '../../ports';
import { ArgoInstance } from '../instance/ArgoInstance';
import { followApplications, Position } from './followApplications';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** A watch that lived as long as this was a good one. */
const GOOD_WATCH_MS = 10_000;

type Changed = { instance: string; namespace: string; name: string };

/**
 * Follows the Applications of every instance and namespace, each in a loop of its own that begins again whatever happens:
 * a watch that ends or is cut, a version that is too old, an API that is away, an exception in the listener.
 */
export function createApplicationWatch(options: {
  instances: ArgoInstance[];
  logger: LoggerService;
}): ApplicationWatchPort {
  const { instances, logger } = options;
  let stopper = new AbortController();
  let loops: Promise<void>[] = [];

  async function follow(
    instance: ArgoInstance,
    namespace: string,
    onChange: (changed: Changed) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const where = `Applications of ${namespace} in Argo CD instance '${instance.name}'`;
    const position: Position = { known: new Map() };
    let failing = false;
    const turn = {
      ...{ instance, namespace, position, signal },
      onChange(name: string) {
        try {
          onChange({ instance: instance.name, namespace, name });
        } catch (error) {
          logger.error(`Telling of a change of ${name} failed: ${error}`);
        }
      },
      onConnect() {
        if (failing) {
          logger.info(`Watching ${where} again`);
        }
        failing = false;
      },
    };
    let wait = FIRST_WAIT_MS;
    while (!signal.aborted) {
      const began = performance.now();
      try {
        await followApplications(turn);
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        if (!failing) {
          logger.warn(
            `Lost the watch of ${where}; polling goes on, trying again: ${
              (error as Error).message
            }`,
          );
        }
        failing = true;
      }
      wait =
        performance.now() - began > GOOD_WATCH_MS
          ? FIRST_WAIT_MS
          : Math.min(wait * 2, LONGEST_WAIT_MS);
      await sleep(wait * (0.5 + Math.random() / 2), undefined, {
        signal,
      }).catch(() => {});
    }
  }

  return {
    async start(onChange) {
      if (loops.length > 0) {
        throw new Error('The watch of Applications is already running');
      }
      stopper = new AbortController();
      loops = instances.flatMap(instance =>
        instance.namespaces.map(namespace =>
          follow(instance, namespace, onChange, stopper.signal),
        ),
      );
    },
    async stop() {
      stopper.abort();
      await Promise.all(loops);
      loops = [];
    },
  };
}

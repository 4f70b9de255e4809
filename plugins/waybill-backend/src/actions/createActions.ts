import { AuthService } from '@backstage/backend-plugin-api';
import { ActionsService } from '@backstage/backend-plugin-api/alpha';
import {
  InputError,
  isError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { ActionsPort } from '@waybill/backstage-plugin-waybill-node';

const ID = /^[a-z][a-z0-9-]*:[^\s/]+$/i;

/** Backstage's actions, asked for as this plugin: no person's credentials outlive their request. */
export function createActions(options: {
  auth: AuthService;
  /** Undefined: this backend has none. */
  actions: ActionsService | undefined;
}): ActionsPort {
  const { auth } = options;

  function service(id: string): ActionsService {
    if (!options.actions) {
      throw new InputError('This backend has no actions service');
    }
    if (!ID.test(id)) {
      throw new InputError(
        `Expected an action such as catalog:get-catalog-entity, found "${id}"`,
      );
    }
    return options.actions;
  }

  return {
    async find(id) {
      const { actions } = await service(id).list({
        credentials: await auth.getOwnServiceCredentials(),
      });
      const found = actions.find(action => action.id === id);
      return (
        found && {
          id,
          title: found.title,
          idempotent: found.attributes.idempotent,
          readOnly: found.attributes.readOnly,
        }
      );
    },

    async invoke({ id, input, signal }) {
      const credentials = await auth.getOwnServiceCredentials();
      try {
        const { output } = await until(
          signal,
          service(id).invoke({ id, input, credentials }),
        );
        return output;
      } catch (error) {
        signal.throwIfAborted();
        throw asSaid(id, error);
      }
    },
  };
}

/** The service takes no signal; what it still does then, it does unheard. */
async function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** As the errors that a step ends with, by the answer of the plugin that has the action. */
function asSaid(id: string, error: unknown): Error {
  const message = `${id}: ${isError(error) ? error.message : String(error)}`;
  const { statusCode } = (isError(error) ? error : {}) as {
    statusCode?: number;
  };
  switch (statusCode) {
    case 400:
      return new InputError(message);
    case 403:
      return new NotAllowedError(message);
    case 404:
      return new NotFoundError(message);
    default:
      return statusCode === undefined && !(error instanceof InputError)
        ? new ServiceUnavailableError(message)
        : new Error(message);
  }
}

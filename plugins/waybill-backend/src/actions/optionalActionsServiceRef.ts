import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import {
  ActionsService,
  actionsServiceRef,
} from '@backstage/backend-plugin-api/alpha';

/** Backstage's actions where the backend has them: the service is not yet stable, and nothing but one step needs it. */
export const optionalActionsServiceRef = createServiceRef<
  ActionsService | undefined
>({
  id: actionsServiceRef.id,
  defaultFactory: async service =>
    createServiceFactory({ service, deps: {}, factory: () => undefined }),
});

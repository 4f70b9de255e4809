import { InputError } from '@backstage/errors';
import {
  originOf,
  StageSnapshot,
} from '@waybill/backstage-plugin-waybill-common';

/** That a Stage takes Freight of an origin, where one is named. @throws InputError that names its origins */
export function assertRequested(
  { stage }: StageSnapshot,
  origin: string | undefined,
) {
  const origins = stage.requestedFreight.map(it => originOf(it.origin.name));
  if (origin !== undefined && !origins.includes(origin)) {
    throw new InputError(
      `${stage.name} takes no Freight of '${origin}'; its origins: ${
        origins.join(', ') || 'none'
      }`,
    );
  }
}

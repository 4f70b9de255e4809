import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { StepFailure } from '@waybill/backstage-plugin-waybill-node';

/**
 * Whether the other side, or the platform before it, has said no: then nothing has been done there, as far as this attempt goes. Anything
 * else may be an answer that got lost.
 */
export function isRefusal(error: unknown): boolean {
  return [
    AuthenticationError,
    ConflictError,
    InputError,
    NotAllowedError,
    NotFoundError,
    StepFailure,
  ].some(kind => error instanceof kind);
}

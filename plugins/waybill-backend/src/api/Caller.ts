import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Actor } from '@waybill/backstage-plugin-waybill-common';
import { Request } from 'express';

/** Who asks, as the framework has authenticated them. */
export interface Caller {
  credentials: BackstageCredentials;
  actor: Actor;
  /** For the audit event. */
  request: Request;
}

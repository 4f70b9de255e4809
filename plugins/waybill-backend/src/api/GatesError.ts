import { ConflictError } from '@backstage/errors';
import { Gate } from '@waybill/backstage-plugin-waybill-common';

/** 409 with the gates that refuse; the router puts them into the answer beside Backstage's error. */
export class GatesError extends ConflictError {
  readonly gates: Gate[];

  constructor(message: string, gates: Gate[]) {
    super(message);
    this.name = 'ConflictError';
    this.gates = gates;
  }
}

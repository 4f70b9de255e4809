import { createHash } from 'node:crypto';
import { Actor, RetryFrom } from '@waybill/backstage-plugin-waybill-common';

/** Where an Idempotency-Key counts, and what makes two requests with it the same one. */
export function idempotencyOf(request: {
  pipelineId: string;
  stage: string;
  freight?: string;
  actor: Actor;
  reason?: string;
  rollback: boolean;
  retry?: { of: string; from: RetryFrom };
  asked?: string;
}): { scope: string; fingerprint: string } {
  const { actor, pipelineId, stage, rollback, reason, retry } = request;
  return {
    scope: `${actor.type}:${actor.ref}/${pipelineId}/${stage}`,
    fingerprint: createHash('sha256')
      .update(
        JSON.stringify([
          request.asked ?? request.freight,
          rollback,
          reason ?? null,
          ...(retry ? [retry.of, retry.from] : []),
        ]),
      )
      .digest('hex'),
  };
}

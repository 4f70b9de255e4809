import { Knex } from 'knex';
import { AUDIT_GENESIS, auditHash } from './auditHash';
import { listAudit } from './listAudit';

/** The newest row of a trail that does not follow from the one before it, or was changed; undefined: all is well. */
export async function findBrokenLink(
  tx: Knex,
  options: { pipelineId: string },
): Promise<number | undefined> {
  const head = await tx('audit_heads')
    .where({ pipeline_id: options.pipelineId })
    .first();
  let expected = { seq: head?.seq ?? 0, hash: head?.hash ?? AUDIT_GENESIS };
  let cursor: string | undefined;
  do {
    const page = await listAudit(tx, {
      pipelineId: options.pipelineId,
      limit: 500,
      cursor,
    });
    for (const record of page.items) {
      const { hash, ...content } = record;
      if (
        record.seq !== expected.seq ||
        hash !== expected.hash ||
        auditHash(options.pipelineId, content) !== hash
      ) {
        return expected.seq;
      }
      expected = { seq: record.seq - 1, hash: record.previousHash };
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return expected.seq === 0 && expected.hash === AUDIT_GENESIS
    ? undefined
    : expected.seq;
}

import { NotFoundError } from '@backstage/errors';
import { Actor } from '@waybill/backstage-plugin-waybill-common';
import { MetadataPort } from '@waybill/backstage-plugin-waybill-node';
import { Knex } from 'knex';
import { appendAudit } from '../store/operations/audit/appendAudit';
import { getFreight } from '../store/operations/freight/getFreight';
import { setAlias } from '../store/operations/freight/setAlias';
import { getMetadata } from '../store/operations/metadata/getMetadata';
import { saveMetadata } from '../store/operations/metadata/saveMetadata';
import { getPipeline } from '../store/operations/pipelines/getPipeline';

/** Runs something in one transaction with the database's time. */
export type Transact = <T>(
  work: (tx: Knex.Transaction, now: Date) => Promise<T>,
) => Promise<T>;

/** Metadata of one pipeline's Stages and Freight, kept in the store. */
export function createMetadata(options: {
  knex: Knex;
  pipelineId: string;
  /** Undefined: nothing can be written. */
  writes?: {
    /** For a promotion: fenced by its claim. */
    transact: Transact;
    /** Who renames Freight, for the audit trail. */
    actor: Actor;
  };
}): MetadataPort {
  const { knex, pipelineId, writes } = options;

  function toWrite() {
    if (!writes) {
      throw new Error('Metadata is written by a running promotion only');
    }
    return writes;
  }

  async function assertStage(tx: Knex, name: string): Promise<void> {
    const pipeline = await getPipeline(tx, { id: pipelineId });
    if (!pipeline?.definition?.stages.some(stage => stage.name === name)) {
      throw new NotFoundError(`There is no Stage "${name}" in this pipeline`);
    }
  }

  async function findFreight(tx: Knex, id: string) {
    const [freight] = await getFreight(tx, { pipelineId, ids: [id] });
    return freight;
  }

  return {
    async ofStage(name, signal) {
      signal.throwIfAborted();
      try {
        await assertStage(knex, name);
      } catch (error) {
        if (error instanceof NotFoundError) {
          return undefined;
        }
        throw error;
      }
      return getMetadata(knex, { pipelineId, kind: 'Stage', subject: name });
    },

    async ofFreight(id, signal) {
      signal.throwIfAborted();
      const freight = await findFreight(knex, id);
      return (
        freight && {
          freight,
          metadata: await getMetadata(knex, {
            pipelineId,
            kind: 'Freight',
            subject: id,
          }),
        }
      );
    },

    async update(updates, signal) {
      signal.throwIfAborted();
      await toWrite().transact(async tx => {
        for (const { kind, name } of updates) {
          if (kind === 'Stage') {
            await assertStage(tx, name);
          } else if (!(await findFreight(tx, name))) {
            throw new NotFoundError(
              `There is no Freight "${name}" in this pipeline`,
            );
          }
        }
        const order = ({ kind, name }: (typeof updates)[number]) =>
          `${kind}/${name}`;
        const sorted = [...updates].sort((a, b) =>
          order(a) < order(b) ? -1 : Number(order(a) > order(b)),
        );
        for (const { kind, name, values } of sorted) {
          await saveMetadata(tx, { pipelineId, kind, subject: name, values });
        }
      });
    },

    async setFreightAlias({ id, alias }, signal) {
      signal.throwIfAborted();
      const { transact, actor } = toWrite();
      await transact(async (tx, now) => {
        const before = await setAlias(tx, { pipelineId, id, alias });
        if (before !== alias) {
          await appendAudit(tx, {
            pipelineId,
            now,
            entry: {
              actor,
              action: 'freight.renamed',
              subject: id,
              detail: { before, alias },
            },
          });
        }
      });
    },
  };
}

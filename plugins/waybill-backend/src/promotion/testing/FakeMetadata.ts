import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  Freight,
  FreightStatus,
  JsonObject,
} from '@waybill/backstage-plugin-waybill-common';
import { MetadataPort } from '@waybill/backstage-plugin-waybill-node';

export interface FakeMetadata extends MetadataPort {
  stages: Map<string, JsonObject>;
  freight: Map<
    string,
    { freight: Freight; status?: Partial<FreightStatus>; metadata: JsonObject }
  >;
  /** Runs after something was written; throws: the answer is lost. */
  afterWrite?: () => void;
}

/** Metadata of one pipeline's Stages and Freight, in memory. */
export function createFakeMetadata(...stages: string[]): FakeMetadata {
  const fake: FakeMetadata = {
    stages: new Map(stages.map(name => [name, {}])),
    freight: new Map(),
    async ofStage(name) {
      return structuredClone(fake.stages.get(name));
    },
    async ofFreight(id) {
      const found = structuredClone(fake.freight.get(id));
      return (
        found && {
          freight: {
            ...found.freight,
            status: {
              currentlyIn: {},
              verifiedIn: {},
              approvedFor: {},
              ...found.status,
            },
          },
          metadata: found.metadata,
        }
      );
    },
    async update(updates) {
      const targets = updates.map(({ kind, name }) => {
        const target =
          kind === 'Stage'
            ? fake.stages.get(name)
            : fake.freight.get(name)?.metadata;
        if (!target) {
          throw new NotFoundError(`There is no ${kind} "${name}"`);
        }
        return target;
      });
      targets.forEach((target, index) =>
        Object.assign(target, structuredClone(updates[index].values)),
      );
      fake.afterWrite?.();
    },
    async setFreightAlias({ id, alias }) {
      const found = fake.freight.get(id);
      if (!found) {
        throw new NotFoundError(`There is no Freight "${id}"`);
      }
      for (const other of fake.freight.values()) {
        if (other !== found && other.freight.alias === alias) {
          throw new ConflictError(`The alias "${alias}" is taken`);
        }
      }
      found.freight = { ...found.freight, alias };
      fake.afterWrite?.();
    },
  };
  return fake;
}

import { Entity } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { PermissionsService } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { waybillPipelineReadPermission } from '@waybill/backstage-plugin-waybill-common';
import { Caller } from './Caller';

/** Visibility comes first, and apart from permissions: the catalog decides it, asked with the caller's own credentials. */
export interface EntityVisibility {
  /**
   * Answers the entity.
   *
   * @throws NotFoundError for an entity the caller cannot see, NotAllowedError without `waybill.pipeline.read`
   */
  assertVisible(entityRef: string, caller: Caller): Promise<Entity>;
  /** Which of these the caller sees. */
  filterVisible(entityRefs: string[], caller: Caller): Promise<string[]>;
  assertMayRead(caller: Caller): Promise<void>;
}

export function createEntityVisibility(options: {
  catalog: CatalogService;
  permissions: PermissionsService;
}): EntityVisibility {
  const { catalog, permissions } = options;

  const assertMayRead = async ({ credentials }: Caller) => {
    const [decision] = await permissions.authorize(
      [{ permission: waybillPipelineReadPermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `Reading pipelines needs the permission ${waybillPipelineReadPermission.name}`,
      );
    }
  };

  return {
    assertMayRead,
    async assertVisible(entityRef, caller) {
      const { credentials } = caller;
      const entity = await catalog.getEntityByRef(entityRef, { credentials });
      if (!entity) {
        throw new NotFoundError(`No entity ${entityRef} that you can see`);
      }
      await assertMayRead(caller);
      return entity;
    },
    async filterVisible(entityRefs, { credentials }) {
      if (!entityRefs.length) return [];
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs, fields: ['kind', 'metadata.name', 'metadata.namespace'] },
        { credentials },
      );
      return entityRefs.filter((_, index) => items[index]);
    },
  };
}

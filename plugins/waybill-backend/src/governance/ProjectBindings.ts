import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';

/** Which entity has which project's name. */
export class ProjectBindings {
  private constructor(private readonly entities: Map<string, string>) {}

  /** Reads `waybill.projects`. Throws where two entries bind one name. */
  static fromConfig(config: Config): ProjectBindings {
    const entities = new Map<string, string>();
    for (const entry of config.getOptionalConfigArray('waybill.projects') ??
      []) {
      const name = entry.getString('name');
      if (entities.has(name)) {
        throw new Error(
          `waybill.projects: "${name}" is bound twice; a project belongs to one entity`,
        );
      }
      entities.set(
        name,
        stringifyEntityRef(parseEntityRef(entry.getString('entity'))),
      );
    }
    return new ProjectBindings(entities);
  }

  /** The entity that the configuration gives a project to. */
  configured(project: string): string | undefined {
    return this.entities.get(project);
  }

  /**
   * Whether the name is this entity's beyond doubt, so that what others say of the project they say of it: by configuration, or
   * because it is the component of that name in the default namespace.
   *
   * @remarks Of components only: `api:default/storefront` is another entity, which anyone may register.
   */
  isBound(entityRef: string, project: string): boolean {
    const owner = this.entities.get(project) ?? `component:default/${project}`;
    return owner === entityRef;
  }
}

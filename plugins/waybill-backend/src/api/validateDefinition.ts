import { DefinitionsPort } from '../ports';

/** Checks a text as if it were an entity's pipeline file; nothing is read or saved. */
export async function validateDefinition(
  definitions: DefinitionsPort,
  request: { text: string; entityRef?: string },
) {
  const { errors } = definitions.parse({
    entity: {
      entityRef: request.entityRef ?? 'component:default/unnamed',
      uid: '',
      owners: [],
      systems: [],
      domains: [],
      tags: [],
    },
    files: [{ path: 'waybill.yaml', text: request.text }],
  });
  return { valid: errors.length === 0, errors };
}

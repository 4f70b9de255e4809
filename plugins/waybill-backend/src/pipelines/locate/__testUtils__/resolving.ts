import { Entity } from '@backstage/catalog-model';
import { ScmIntegrations } from '@backstage/integration';
import { ConfigReader } from '@backstage/config';
import { resolveDefinitionUrl } from '../resolveDefinitionUrl';

export const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      github: [
        { host: 'github.com' },
        { host: 'localhost:7011', apiBaseUrl: 'http://localhost:7013/api/v3' },
      ],
      gitlab: [
        {
          host: 'gitlab.example.com',
          token: 'x',
          apiBaseUrl: 'https://gitlab.example.com/api/v4',
        },
      ],
      gitea: [{ host: 'gitea.example.com' }],
      bitbucketServer: [
        {
          host: 'bitbucket.example.com',
          apiBaseUrl: 'https://bitbucket.example.com/rest/api/1.0',
        },
      ],
    },
  }),
);

export function resolve(
  annotations: Record<string, string>,
  options: { allow?: string[]; development?: boolean } = {},
) {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'mine', annotations },
  };
  return resolveDefinitionUrl(entity, {
    integrations,
    allow: options.allow ?? [],
    development: options.development ?? false,
  });
}

export const CATALOG_FILE =
  'url:https://github.com/acme/mine/blob/main/service/catalog-info.yaml';
export const from = (pipeline: string, more: Record<string, string> = {}) => ({
  'waybill/pipeline': pipeline,
  'backstage.io/managed-by-location': CATALOG_FILE,
  ...more,
});
export const source = (target: string) => ({
  'backstage.io/source-location': `url:${target}`,
});

import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createDefinitions } from './createDefinitions';

const CONFIGURED = 'url:https://github.com/acme/catalog/blob/main/all.yaml';

function component(
  name: string,
  options: {
    origin?: string;
    location?: string;
    annotations?: Record<string, string>;
  } = {},
): Entity {
  const location =
    options.location ??
    `url:https://github.com/acme/${name}/blob/main/catalog-info.yaml`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      tags: ['pci'],
      annotations: {
        'waybill/pipeline': './waybill.yaml',
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': options.origin ?? CONFIGURED,
        ...options.annotations,
      },
    },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/Team-A' },
      { type: 'partOf', targetRef: 'system:default/shop' },
      { type: 'partOf', targetRef: 'component:default/parent' },
    ],
  };
}

const system: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'shop', namespace: 'default' },
  relations: [{ type: 'partOf', targetRef: 'domain:default/retail' }],
};

function definitions(
  entities: Entity[],
  options: { registered?: string[]; config?: object } = {},
) {
  const catalog = catalogServiceMock({ entities });
  const getLocations = jest.spyOn(catalog, 'getLocations').mockResolvedValue({
    items: (options.registered ?? []).map((target, index) => ({
      entityRef: `location:default/${index}`,
      id: `${index}`,
      type: 'url',
      target,
    })),
  });
  const port = createDefinitions({
    config: mockServices.rootConfig({
      data: {
        integrations: { github: [{ host: 'github.com' }] },
        catalog: {
          locations: [{ type: 'url', target: CONFIGURED.slice('url:'.length) }],
        },
        ...options.config,
      },
    }),
    catalog,
    auth: mockServices.auth(),
    urlReader: mockServices.urlReader.mock(),
    logger: mockServices.logger.mock(),
  });
  return { port, catalog, getLocations };
}

const list = (...args: Parameters<typeof definitions>) =>
  definitions(...args).port.listEntities(new AbortController().signal);

describe('listEntities', () => {
  it('says of every entity with the annotation what the catalog knows', async () => {
    const without = component('without');
    delete without.metadata.annotations!['waybill/pipeline'];
    expect(await list([component('storefront'), without, system])).toEqual([
      {
        entityRef: 'component:default/storefront',
        uid: 'uid-storefront',
        definitionUrl:
          'https://github.com/acme/storefront/tree/main/waybill.yaml',
        owners: ['group:default/team-a'],
        systems: ['system:default/shop'],
        domains: ['domain:default/retail'],
        tags: ['pci'],
        ownRepositoryUrl: 'https://github.com/acme/storefront',
      },
    ]);
  });

  it('reads every page, and refuses to answer with less than all', async () => {
    const many = Array.from({ length: 1200 }, (_, index) =>
      component(`c${index}`),
    );
    const { port, catalog } = definitions(many);
    const signal = new AbortController().signal;
    expect(await port.listEntities(signal)).toHaveLength(1200);

    const query = catalog.queryEntities.bind(catalog);
    jest
      .spyOn(catalog, 'queryEntities')
      .mockImplementation(async (request, credentials) => {
        const page = await query(request, credentials);
        return { ...page, pageInfo: {} };
      });
    await expect(port.listEntities(signal)).rejects.toThrow(
      'Expected 1200 entities with waybill/pipeline from the catalog, found 500',
    );
    jest
      .spyOn(catalog, 'queryEntities')
      .mockRejectedValue(new Error('no answer'));
    await expect(port.listEntities(signal)).rejects.toThrow('no answer');
  });
});

describe('the own repository', () => {
  const registered = 'https://github.com/acme/mine/blob/main/catalog-info.yaml';
  const ownOf = async (entity: Entity, people: string[] = []) =>
    (await list([entity], { registered: people }))[0].ownRepositoryUrl;

  it('is that of an entity which a provider brought', async () => {
    const entity = component('mine', { origin: `url:${registered}` });
    expect(await ownOf(entity)).toBe('https://github.com/acme/mine');
  });

  it('is nobody’s where a person registered the location', async () => {
    const entity = component('mine', { origin: `url:${registered}` });
    expect(await ownOf(entity, [registered])).toBeUndefined();
    // Also of what the registered file leads to.
    const child = component('child', { origin: `url:${registered}` });
    expect(await ownOf(child, [registered])).toBeUndefined();
  });

  it('is not what the entity says of its source', async () => {
    const entity = component('mine', {
      annotations: {
        'backstage.io/source-location':
          'url:https://github.com/victim/app/tree/main/',
      },
    });
    expect(await ownOf(entity)).toBe('https://github.com/acme/mine');
  });

  it('is asked of the catalog only where configuration does not settle it', async () => {
    const { port, getLocations } = definitions([component('mine')]);
    await port.listEntities(new AbortController().signal);
    expect(getLocations).not.toHaveBeenCalled();
  });

  it('makes the whole list fail when the catalog does not say who registered what', async () => {
    const { port, getLocations } = definitions([
      component('mine', { origin: `url:${registered}` }),
    ]);
    getLocations.mockRejectedValue(new Error('no answer'));
    await expect(
      port.listEntities(new AbortController().signal),
    ).rejects.toThrow('no answer');
  });
});

describe('parserVersion', () => {
  it('changes with what the configuration says of definitions, so that kept text is parsed again', () => {
    const version = (config: object) =>
      definitions([], { config }).port.parserVersion;
    const variables = [{ values: { A: '1' } }];
    expect(version({})).toBe(version({}));
    expect(version({ waybill: { variables } })).not.toBe(version({}));
  });
});

import { Entity } from '@backstage/catalog-model';
import {
  CATALOG_FILE,
  from,
  integrations,
  resolve,
  source,
} from './__testUtils__/resolving';
import { ownRepository } from './ownRepository';
import { repositoryOf } from './repositoryOf';

/** Ways out of a repository that only the host's API, or what builds its address, would follow. */
const WAYS_OUT = [
  '..%5c..%5c..%5c..%5crepos%5cvictim%5cx%5ccontents',
  '..%2F..%2F..%2F..%2Frepos%2Fvictim%2Fx%2Fcontents',
  '..%255c..%255crepos',
  '%2e%2e/%2e%2e/%2e%2e/victim/x/contents',
  '..\\..\\..\\..\\repos\\victim\\x\\contents',
  '../../../../victim/x/blob/main',
  './x',
];

it.each(WAYS_OUT)('knows no repository of an address with %s', way => {
  const url = `https://github.com/acme/mine/blob/main/${way}/catalog-info.yaml`;
  expect(repositoryOf(url, integrations)).toBeUndefined();
  const place = repositoryOf(
    'https://github.com/acme/mine/blob/main/a..b/.x/c.yaml?at=%2f',
    integrations,
  );
  expect(place?.repositoryUrl).toBe('https://github.com/acme/mine');
});

it.each(WAYS_OUT)('reads no definition over a source location with %s', way => {
  const leading = source(`https://github.com/acme/mine/blob/main/${way}/`);
  expect(resolve(from('./waybill.yaml', leading))).toHaveProperty('problem');
  expect(
    resolve({
      ...from('./waybill.yaml'),
      'backstage.io/managed-by-location': `${CATALOG_FILE.replace(
        'service',
        way,
      )}`,
    }),
  ).toHaveProperty('problem');
});

it.each(WAYS_OUT)('grants no own repository for a location with %s', way => {
  const target = `url:https://github.com/victim/x/blob/main/${way}/catalog-info.yaml`;
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'mine',
      annotations: {
        'backstage.io/managed-by-location': target,
        'backstage.io/managed-by-origin-location': 'url:https://x/all.yaml',
      },
    },
  };
  const origins = {
    configured: new Set(['url:https://x/all.yaml']),
    registered: new Set<string>(),
  };
  expect(ownRepository(entity, origins, integrations)).toBeUndefined();
});

import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { PipelineEntity } from '../ports';
import { readConfiguredValues } from './readConfiguredValues';

const entity = (name: string, rest: Partial<PipelineEntity> = {}) =>
  ({
    entityRef: `component:default/${name}`,
    owners: ['group:default/shop'],
    systems: [],
    domains: [],
    ...rest,
  } as unknown as PipelineEntity);
const read = (waybill: JsonObject) =>
  readConfiguredValues(new ConfigReader({ waybill }));

describe('readConfiguredValues', () => {
  const values = read({
    secrets: [
      {
        name: 'github',
        entities: ['component:default/web'],
        data: { 'tls.key': 'of-the-web-shop' },
      },
      {
        name: 'github',
        owners: ['group:default/shop'],
        data: { token: 'of-the-whole-shop' },
      },
      { name: 'github', shared: true, data: { token: 'of-everybody' } },
    ],
    configMaps: [
      {
        name: 'urls',
        sources: ['https://git.example.com/acme/*'],
        data: { jira: 'https://jira' },
      },
    ],
  });

  it('gives each entity the first entry that is for it', () => {
    const web = values(entity('web'));
    expect(web.secret('github')).toEqual({ 'tls.key': 'of-the-web-shop' });
    expect(web.sharedSecret('github')).toEqual({ token: 'of-everybody' });
    expect(values(entity('api')).secret('github')).toEqual({
      token: 'of-the-whole-shop',
    });
  });

  it('gives nothing to others', () => {
    const other = values(entity('other', { owners: ['group:default/other'] }));
    expect(other.secret('github')).toBeUndefined();
    expect(other.secret('nothing')).toBeUndefined();
    expect(other.secretValues()).toEqual(['of-everybody']);
    // An entity that a person registered was taken from nowhere.
    expect(other.configMap('urls')).toBeUndefined();
    expect(
      values(
        entity('web', { ownRepositoryUrl: 'https://git.example.com/acme/web' }),
      ).configMap('urls'),
    ).toEqual({ jira: 'https://jira' });
  });

  it('knows every secret that an entity could have been told', () => {
    expect(values(entity('web')).secretValues()).toEqual([
      'of-the-web-shop',
      'of-the-whole-shop',
      'of-everybody',
    ]);
  });

  it.each<[string, JsonObject, string]>([
    ['no audience', { name: 'a', data: {} }, 'says neither whose pipelines'],
    [
      'a misspelt audience',
      { name: 'a', owner: ['x'], data: {} },
      'found "owner"',
    ],
    [
      'a number',
      { name: 'a', shared: true, data: { pin: 1234567 } },
      '"pin" of "a" is not a text',
    ],
    [
      'what is too short to be found',
      { name: 'a', shared: true, data: { user: 'bob' } },
      'fewer than 6 characters',
    ],
    [
      'no object',
      { name: 'a', shared: true, data: 'token' },
      'is not an object',
    ],
  ])('refuses %s', (_, secret, problem) => {
    expect(() => read({ secrets: [secret] })).toThrow(problem);
  });
});

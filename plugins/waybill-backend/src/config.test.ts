import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigReader } from '@backstage/config';
import { ConfigSchema, loadConfigSchema } from '@backstage/config-loader';
import { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { createStepAccess } from './governance/createStepAccess';
import { readGrants } from './governance/readGrants';
import { readChannels } from './notify/readChannels';

const PACKAGE = path.resolve(__dirname, '../package.json');
const SECRET = 'what only the backend may see';
const AUDIENCE = {
  entities: ['component:default/shop'],
  owners: ['group:default/shop'],
  systems: ['system:default/shop'],
  domains: ['domain:default/retail'],
  sources: ['https://github.com/acme/shop'],
};

/** Every setting of the steps that reach outside, and every secret there is. */
const SAMPLE = {
  git: {
    allow: [
      {
        repos: ['https://github.com/acme/*'],
        branches: ['main'],
        paths: ['apps/**'],
        signingKey: 'release',
        ...AUDIENCE,
      },
    ],
    signing: {
      keys: [{ name: 'release', privateKey: SECRET, passphrase: SECRET }],
    },
  },
  http: {
    allow: [
      {
        urls: ['https://ci.example.com'],
        methods: ['GET', 'POST'],
        privateAddresses: true,
        ...AUDIENCE,
      },
    ],
    proxies: ['http://egress.example.com:8080'],
  },
  images: {
    allow: [{ repositories: ['registry.example.com/**'], ...AUDIENCE }],
  },
  actions: { allow: [{ actions: ['catalog:*'], ...AUDIENCE }] },
  messages: {
    channels: [
      {
        name: 'all',
        type: 'notifications',
        recipients: ['group:default/shop'],
        broadcast: false,
        severity: 'high',
        ...AUDIENCE,
      },
      { name: 'bot', type: 'slack', token: SECRET, channel: 'C1' },
      { name: 'hook', type: 'slack', url: `https://hooks.example.com/x` },
      {
        name: 'plain',
        type: 'http',
        url: 'https://messages.example.com/x',
        headers: [{ name: 'authorization', value: SECRET }],
      },
    ],
  },
  credentials: [
    { match: { url: 'https://git.example.com' }, password: SECRET },
    { match: { url: 'https://git.example.com' }, token: SECRET },
  ],
  secrets: [{ name: 'ci', data: { token: SECRET }, ...AUDIENCE }],
  configMaps: [{ name: 'ci', data: { place: 'here' }, ...AUDIENCE }],
  argocd: {
    instances: [
      {
        name: 'main',
        kubernetes: { server: 'https://k8s.example.com', token: SECRET },
        api: { url: 'https://argocd.example.com', token: SECRET },
      },
    ],
  },
};

describe('the schema of the configuration', () => {
  let schema: ConfigSchema;
  /** As the published package has it, which is packed with JSON made of config.d.ts and of all that it imports. */
  let packed: ConfigSchema;

  beforeAll(async () => {
    const own = {
      dependencies: [],
      packagePaths: [PACKAGE],
      excludePackageDependencies: true,
    };
    schema = await loadConfigSchema({ ...own, noUndeclaredProperties: true });
    packed = await loadConfigSchema({
      serialized: JSON.parse(
        JSON.stringify((await loadConfigSchema(own)).serialize()),
      ),
      noUndeclaredProperties: true,
    });
  }, 120_000);

  const check = (waybill: JsonObject, by = schema) =>
    by.process([{ context: 'app-config.yaml', data: { waybill } }]);

  it('knows every setting that the steps outside of Git and Argo CD are granted by', () => {
    const config = new ConfigReader({ waybill: SAMPLE });
    createStepAccess(config);
    readGrants(config);
    readChannels(config, {
      http: { send: () => Promise.reject(new Error('not asked')) },
      notifications: { send: () => Promise.reject(new Error('not asked')) },
    });
    expect(check(SAMPLE)).toHaveLength(1);
    expect(check(SAMPLE, packed)).toHaveLength(1);
  });

  it.each(['here', 'in the packed package'])(
    'keeps secrets from the browser and from logs, %s',
    where => {
      const [{ data }] = (where === 'here' ? schema : packed).process(
        [{ context: 'app-config.yaml', data: { waybill: SAMPLE } }],
        { visibility: ['secret'] },
      );
      expect(data).toEqual({
        waybill: {
          git: {
            signing: { keys: [{ privateKey: SECRET, passphrase: SECRET }] },
          },
          messages: {
            channels: [
              { token: SECRET },
              { url: 'https://hooks.example.com/x' },
              {
                url: 'https://messages.example.com/x',
                headers: [{ value: SECRET }],
              },
            ],
          },
          credentials: [{ password: SECRET }, { token: SECRET }],
          secrets: [{ data: { token: SECRET } }],
          argocd: {
            instances: [
              { kubernetes: { token: SECRET }, api: { token: SECRET } },
            ],
          },
        },
      });
    },
  );

  it('shows the browser nothing', () => {
    const [shown] = schema.process(
      [{ context: 'app-config.yaml', data: { waybill: SAMPLE } }],
      { visibility: ['frontend'] },
    );
    expect(shown.data).toEqual({});
  });

  it.each<[string, JsonObject]>([
    ['waybill', { misspelt: 1 }],
    ['waybill.definitions', { definitions: { misspelt: 1 } }],
    ['waybill.git', { git: { misspelt: 1 } }],
    ['waybill.git.allow[0]', { git: { allow: [{ repos: [], misspelt: 1 }] } }],
    ['waybill.git.cache', { git: { cache: { misspelt: 1 } } }],
    ['waybill.http', { http: { misspelt: 1 } }],
    ['waybill.http.allow[0]', { http: { allow: [{ urls: [], misspelt: 1 }] } }],
    ['waybill.images', { images: { misspelt: 1 } }],
    [
      'waybill.images.allow[0]',
      { images: { allow: [{ repositories: [], misspelt: 1 }] } },
    ],
    [
      'waybill.actions.allow[0]',
      { actions: { allow: [{ actions: [], misspelt: 1 }] } },
    ],
    [
      'waybill.messages.channels[0]',
      { messages: { channels: [{ name: 'a', type: 'slack', misspelt: 1 }] } },
    ],
    ['waybill.secrets[0]', { secrets: [{ name: 'a', data: {}, misspelt: 1 }] }],
    [
      'waybill.credentials[0]',
      { credentials: [{ match: { url: 'https://x' }, misspelt: 1 }] },
    ],
    [
      'waybill.analysis.allow[0]',
      { analysis: { allow: [{ namespaces: [], misspelt: 1 }] } },
    ],
    [
      'waybill.argocd.instances[0]',
      { argocd: { instances: [{ name: 'a', kubernetes: {}, misspelt: 1 }] } },
    ],
    ['waybill.registries[0]', { registries: [{ prefix: 'a', misspelt: 1 }] }],
    ['waybill.tools.helm', { tools: { helm: { misspelt: 1 } } }],
    ['waybill.policies.default', { policies: { default: { misspelt: 1 } } }],
    ['waybill.engine', { engine: { misspelt: 1 } }],
  ])('refuses in %s what it does not know', (_, waybill) => {
    expect(() => check(waybill)).toThrow('misspelt');
    expect(() => check(waybill, packed)).toThrow('misspelt');
  });

  it('knows every setting that the code reads', async () => {
    const { schemas } = schema.serialize() as unknown as {
      schemas: { value: Node }[];
    };
    const keys = settingsRead();
    expect(keys).toContain('waybill.messages.channels');
    expect(
      keys.filter(
        key =>
          !key
            .split('.')
            .reduce<Node | undefined>(
              (at, part) => at?.properties?.[part],
              schemas[0].value,
            ),
      ),
    ).toEqual([]);
  });

  it('is packed', () => {
    const { configSchema, files } = JSON.parse(readFileSync(PACKAGE, 'utf8'));
    // What packing puts JSON in the place of.
    expect(files).toContain(configSchema);
  });

  it("knows the demo's settings", () => {
    const file = path.resolve(__dirname, '../../../app-config.yaml');
    const text = readFileSync(file, 'utf8').replace(/\$\{\w+\}/g, '8080');
    expect(check(parse(text).waybill)).toHaveLength(1);
  });
});

interface Node {
  properties?: { [key: string]: Node };
}

/** Keys in quotes, in the files that read the configuration. */
function settingsRead(): string[] {
  return readdirSync(__dirname, { recursive: true })
    .map(String)
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map(file => readFileSync(path.join(__dirname, file), 'utf8'))
    .filter(text => text.includes("from '@backstage/config'"))
    .flatMap(text => text.match(/(?<=')waybill(\.[a-zA-Z]+)+(?=')/g) ?? []);
}

import fs from 'node:fs';
import path from 'node:path';
import { home } from './paths.mjs';

const DEMO_ENTITIES = [
  'component:default/storefront',
  'component:default/guestbook',
  'component:default/broken',
];

/** The part of the configuration that depends on environment variables, as files beside the demo's state. */
export function writeConfig({ token, database, headless }) {
  fs.mkdirSync(home, { recursive: true, mode: 0o700 });
  const config = {
    backend: {
      database: database
        ? {
            client: 'pg',
            connection: database,
            // One database, a schema per plugin: works for a role that may not create databases.
            pluginDivisionMode: 'schema',
            ensureExists: false,
            ensureSchemaExists: true,
          }
        : {
            client: 'better-sqlite3',
            connection: { directory: path.join(home, 'database') },
          },
      ...(token
        ? {
            auth: {
              externalAccess: [
                {
                  type: 'static',
                  options: { token, subject: 'waybill-token' },
                  accessRestrictions: [
                    { plugin: 'waybill' },
                    { plugin: 'catalog' },
                  ],
                },
              ],
            },
          }
        : {}),
    },
    ...(token
      ? {
          waybill: {
            services: [
              {
                subject: 'waybill-token',
                actions: ['promote', 'rollback', 'abort', 'refresh'],
                entities: DEMO_ENTITIES,
              },
            ],
          },
        }
      : {}),
    ...(headless ? { demo: { headless: true } } : {}),
  };
  const file = path.join(home, 'app-config.generated.json');
  fs.writeFileSync(file, `${JSON.stringify(config, null, 2)}\n`, {
    mode: 0o600,
  });
  return file;
}

import { createBackend } from '@backstage/backend-defaults';
import { exitWithParent } from './exitWithParent';

exitWithParent();

const backend = createBackend();

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('./auth/demoAuthModule'));

backend.add(import('@backstage/plugin-catalog-backend'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./policy/demoPolicyModule'));

backend.add(import('@waybill/backstage-plugin-waybill-backend'));

if (!process.env.WAYBILL_HEADLESS || process.env.WAYBILL_HEADLESS === '0') {
  backend.add(import('@backstage/plugin-app-backend'));
}

// The launcher starts it again; a backend with half its plugins would only look alive.
backend.start().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exit(1);
});

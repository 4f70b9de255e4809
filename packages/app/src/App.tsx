import { createApp } from '@backstage/frontend-defaults';
import { demoModule } from './modules/demo/demoModule';

// The catalog, the settings and Waybill itself are found by `app.packages: all`.
export default createApp({ features: [demoModule] }).createRoot();

import { createFrontendModule } from '@backstage/frontend-plugin-api';
import {
  NavContentBlueprint,
  SignInPageBlueprint,
} from '@backstage/plugin-app-react';
import { DemoSidebar } from './DemoSidebar';

/** What makes this app the demo: its sign-in page, and its sidebar, which says so. */
export const demoModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.make({
      params: {
        loader: () => import('./DemoSignInPage').then(m => m.DemoSignInPage),
      },
    }),
    NavContentBlueprint.make({ params: { component: DemoSidebar } }),
  ],
});

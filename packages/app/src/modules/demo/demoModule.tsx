import {
  AppRootElementBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import {
  NavContentBlueprint,
  SignInPageBlueprint,
} from '@backstage/plugin-app-react';
import { DemoNote } from './DemoNote';
import { DemoSidebar } from './DemoSidebar';

/** What makes this app the demo: its sign-in page, its sidebar, and a note that says so. */
export const demoModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.make({
      params: {
        loader: () => import('./DemoSignInPage').then(m => m.DemoSignInPage),
      },
    }),
    NavContentBlueprint.make({ params: { component: DemoSidebar } }),
    AppRootElementBlueprint.make({
      name: 'demo-note',
      params: { element: <DemoNote /> },
    }),
  ],
});

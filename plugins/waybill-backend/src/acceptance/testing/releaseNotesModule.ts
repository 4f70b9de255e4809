import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  StepDefinition,
  stepsExtensionPoint,
} from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';

const schema = z.strictObject({
  path: z.string().min(1),
  text: z.string().min(1),
});

/** Puts a line at the top of a file of release notes; a line that is there already is not repeated. */
const releaseNote: StepDefinition<z.infer<typeof schema>> = {
  id: 'release-note',
  kind: 'files',
  schema,
  async plan(_context, { path }) {
    return { summary: `add a note to ${path}`, effects: [] };
  },
  async run({ workspace }, { path, text }) {
    const before = (await workspace.read(path))?.toString('utf8') ?? '';
    const line = `- ${text}\n`;
    if (before.startsWith(line)) {
      return { status: 'Skipped', message: `${path} says so already` };
    }
    await workspace.write(path, line + before);
    return { status: 'Succeeded', output: { commitMessage: text } };
  },
};

/** The example of docs/how-to/add-a-step.md. */
export const releaseNotesModule = createBackendModule({
  pluginId: 'waybill',
  moduleId: 'release-notes',
  register(env) {
    env.registerInit({
      deps: { steps: stepsExtensionPoint },
      async init({ steps }) {
        steps.addStep(releaseNote);
      },
    });
  },
});

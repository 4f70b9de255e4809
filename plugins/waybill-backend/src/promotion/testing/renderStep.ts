import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import {
  StepContext,
  StepDefinition,
  StepPorts,
  ToolsPort,
  Workspace,
} from '@waybill/backstage-plugin-waybill-node';
import { validateConfig } from '../runner/validateConfig';

/** Runs a step that renders on a workspace. `record` is what is kept of it between two runs. */
export async function renderStep<T>(
  step: StepDefinition<T>,
  options: {
    workspace: Workspace;
    tools: ToolsPort;
    config: JsonObject;
    record?: { value: JsonObject };
    /** Beside the tools. */
    ports?: Partial<StepPorts>;
  },
) {
  const { workspace, tools, record = { value: {} } } = options;
  const checked = validateConfig(step as StepDefinition, options.config);
  if ('problem' in checked) {
    throw new Error(checked.problem);
  }
  // What a render has nothing to do with is not there.
  const context = {
    ...options.ports,
    workspace,
    tools,
    promotion: { project: 'storefront' },
    signal: new AbortController().signal,
    record: {
      get value() {
        return record.value;
      },
      async note(patch: JsonObject) {
        record.value = { ...record.value, ...patch };
      },
    },
  } as unknown as StepContext;
  return step.run(context, checked.config as T);
}

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ToolName, ToolsPort } from '@waybill/backstage-plugin-waybill-node';
import { createTools } from '../../tools';

/** Tests with the real program, where it is on the path; else it is said that they did not run. */
export function describeWithTool(
  tool: ToolName,
  name: string,
  tests: (tools: (config?: object) => ToolsPort) => void,
): void {
  const isThere = (process.env.PATH ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!isThere) {
    process.stdout.write(
      `! ${tool} is not installed: "${name}" did not run with it\n`,
    );
  }
  (isThere ? describe : describe.skip)(name, () =>
    tests((config = {}) =>
      createTools({
        config: mockServices.rootConfig({
          data: { waybill: { tools: config } },
        }),
      }),
    ),
  );
}

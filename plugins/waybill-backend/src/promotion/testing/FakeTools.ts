import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  StepFailure,
  ToolName,
  ToolOutput,
  ToolRun,
  ToolsPort,
} from '@waybill/backstage-plugin-waybill-node';

/** Tools that are functions; those not given are not there. */
export function createFakeTools(
  tools: Partial<
    Record<ToolName, (run: ToolRun) => Promise<string> | string>
  > = {},
  network = false,
): ToolsPort & { runs: ToolRun[] } {
  const runs: ToolRun[] = [];
  return {
    runs,
    network,
    async find(tool) {
      return tools[tool] && { path: `/usr/bin/${tool}`, version: '0.0.0' };
    },
    async run(run): Promise<ToolOutput> {
      run.signal.throwIfAborted();
      const tool = tools[run.tool];
      if (!tool) {
        throw new StepFailure(`The program "${run.tool}" is not there`);
      }
      runs.push(run);
      return { code: 0, stdout: Buffer.from(await tool(run)), stderr: '' };
    },
    async scratch(work) {
      const directory = await mkdtemp(join(tmpdir(), 'waybill-tools-'));
      try {
        return await work(directory);
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    },
  };
}

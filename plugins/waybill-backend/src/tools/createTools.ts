import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config } from '@backstage/config';
import {
  StepFailure,
  ToolName,
  ToolsPort,
} from '@waybill/backstage-plugin-waybill-node';
import pLimit from 'p-limit';
import { howToGet } from './howToGet';
import { locateTool } from './locateTool';
import { readToolsConfig } from './readToolsConfig';
import { runProgram } from './runProgram';
import { toolEnvironment } from './toolEnvironment';
import { withoutNetwork } from './withoutNetwork';

const MOST_OUTPUT_BYTES = 64 * 1024 * 1024;
/** Previews come from people, so as many as these want; a render of a large chart takes 200 MB. */
const MOST_AT_ONCE = 4;
const VERSION_TIMEOUT_MS = 10_000;

const versionArgs: Record<ToolName, string[]> = {
  kustomize: ['version'],
  helm: ['version', '--short'],
  jsonnet: ['--version'],
};

/** The tools of this machine, as `waybill.tools` says. */
export function createTools(options: { config: Config }): ToolsPort {
  const { network, paths } = readToolsConfig(options.config);
  const limit = pLimit(MOST_AT_ONCE);
  let isolation: Promise<string[] | undefined> | undefined;

  const locate = (tool: ToolName) =>
    locateTool(tool, paths[tool], process.env.PATH ?? '');

  const start: ToolsPort['run'] = async run => {
    const path = await locate(run.tool);
    if (!path) {
      throw new StepFailure(howToGet(run.tool, paths[run.tool]));
    }
    isolation ??= network
      ? Promise.resolve(undefined)
      : withoutNetwork(process.env.PATH);
    const [program, ...args] = [
      ...((await isolation) ?? []),
      path,
      ...run.args,
    ];
    return inScratch(home =>
      runProgram({
        program,
        args,
        name: run.tool,
        env: {
          ...toolEnvironment({ home, network, own: process.env }),
          ...run.env,
        },
        directory: run.directory,
        stdin: run.stdin,
        timeoutMs: run.timeoutMs,
        maxOutputBytes: run.maxOutputBytes ?? MOST_OUTPUT_BYTES,
        signal: run.signal,
      }),
    );
  };

  return {
    network,
    async find(tool) {
      const path = await locate(tool);
      if (!path) {
        return undefined;
      }
      const { stdout, stderr } = await inScratch(directory =>
        start({
          tool,
          args: versionArgs[tool],
          directory,
          timeoutMs: VERSION_TIMEOUT_MS,
          signal: new AbortController().signal,
        }),
      );
      const [version = ''] =
        /\d+\.\d+[\w.+-]*/.exec(`${stdout}\n${stderr}`) ?? [];
      return { path, version };
    },
    run: run => limit(() => start(run)),
    scratch: inScratch,
  };
}

async function inScratch<T>(
  work: (directory: string) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'waybill-tools-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

import { InputError } from '@backstage/errors';
import { StepContext, ToolName } from '@waybill/backstage-plugin-waybill-node';
import { assertOwnSchemas } from './assertOwnSchemas';

/** A render that takes longer does not end at all. */
const TIMEOUT_MS = 5 * 60_000;
const MOST_COMPLAINT_CHARS = 4_000;

/**
 * Runs a tool in a folder and answers with what it printed. Throws an `InputError` with the tool's own words when it ends with a
 * failure: the same files will fail again. Where it may use the network it is an error that another attempt may mend.
 */
export async function render(
  context: Pick<StepContext, 'tools' | 'signal'>,
  run: { tool: ToolName; args: string[]; directory: string },
): Promise<string> {
  const { tools, signal } = context;
  if (run.tool !== 'jsonnet') {
    await assertOwnSchemas(run.directory, tools.network);
  }
  const { code, stdout, stderr } = await tools.run({
    ...run,
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  if (code === 0) {
    return stdout.toString('utf8');
  }
  const words = (stderr || stdout.toString('utf8'))
    // The folder means nothing to who reads it.
    .split(`${run.directory}/`)
    .join('')
    .split(run.directory)
    .join('.')
    .trim()
    .slice(-MOST_COMPLAINT_CHARS);
  const message = `${run.tool} ended with ${code}: ${words}`;
  throw tools.network ? new Error(message) : new InputError(message);
}

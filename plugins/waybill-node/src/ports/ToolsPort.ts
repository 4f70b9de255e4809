/** Programs that render manifests. @public */
export type ToolName = 'kustomize' | 'helm' | 'jsonnet';

/** @public */
export interface FoundTool {
  /** Absolute. */
  path: string;
  /** As it tells: `5.7.1`; empty when it tells nothing. */
  version: string;
}

/** @public */
export interface ToolRun {
  tool: ToolName;
  /** Never a secret, and never read by a shell. */
  args: string[];
  /** Absolute; below the folder that `scratch` gave. */
  directory: string;
  /** Beside the few variables every tool gets. */
  env?: Record<string, string>;
  stdin?: Buffer | string;
  /** Then it is killed, and all it has started. Milliseconds. */
  timeoutMs: number;
  /** Of standard output. Default: 64 MiB. More ends the run with an error. */
  maxOutputBytes?: number;
  signal: AbortSignal;
}

/** @public */
export interface ToolOutput {
  code: number;
  stdout: Buffer;
  /** The last 64 KiB. */
  stderr: string;
}

/**
 * Rendering tools on this machine. They see a folder of their own, no secret, no home, no configuration of anybody's, and no network
 * unless the platform allows it.
 *
 * @public
 */
export interface ToolsPort {
  /** Whether the platform lets tools reach the network (`waybill.tools.network`). */
  readonly network: boolean;
  /** Undefined: neither configured nor on the path. */
  find(tool: ToolName): Promise<FoundTool | undefined>;
  /**
   * Runs a tool once and answers with any exit code. Throws a `StepFailure` that says how to get the tool where it is missing, and an
   * error where it did not end by itself: out of time, too much output, aborted.
   */
  run(run: ToolRun): Promise<ToolOutput>;
  /** An empty folder that is gone afterwards, whatever happens. */
  scratch<T>(work: (directory: string) => Promise<T>): Promise<T>;
}

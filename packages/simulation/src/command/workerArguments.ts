/**
 * Node's arguments for a process that runs seeds. Most of what a run makes is dead when it ends: a large nursery is worth
 * a sixth of the time; and where every core has such a process, helping threads of the collector are worth less than none.
 */
export function workerArguments(): string[] {
  return [
    ...process.execArgv,
    '--max-semi-space-size=64',
    '--min-semi-space-size=64',
    '--single-threaded-gc',
  ];
}

/** Ends this process when the one that started it with an IPC channel is gone, killed or not. */
export function exitWithParent() {
  if (process.send) {
    process.on('disconnect', () => process.exit(0));
  }
}

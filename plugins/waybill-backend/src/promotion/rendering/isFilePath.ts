/** Whether an `outPath` means one file, as in Kargo; else it is a folder. */
export function isFilePath(outPath: string): boolean {
  return /\.ya?ml$/.test(outPath);
}

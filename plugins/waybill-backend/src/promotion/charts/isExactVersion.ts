/** Whether a dependency's version means one version, not a range: `1.2.3`, `v1.2.3-rc.1+build`, but not `1.2`. */
export function isExactVersion(version: string): boolean {
  return /^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.test(version);
}

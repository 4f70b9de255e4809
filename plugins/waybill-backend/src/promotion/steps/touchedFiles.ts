import {
  JsonObject,
  normalizeGitUrl,
} from '@waybill/backstage-plugin-waybill-common';

/** The files that this Promotion's pushes have changed in a repository, or found as they should be, from their outputs. */
export function touchedFiles(
  outputs: Readonly<Record<string, JsonObject>>,
  repoURL: string,
): string[] {
  const wanted = normalizeGitUrl(repoURL);
  const files = Object.values(outputs).flatMap(output =>
    typeof output.repoURL === 'string' &&
    normalizeGitUrl(output.repoURL) === wanted &&
    Array.isArray(output.files)
      ? output.files
      : [],
  );
  return [
    ...new Set(
      files.filter((file): file is string => typeof file === 'string'),
    ),
  ].sort();
}

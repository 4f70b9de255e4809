const MANIFESTS = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
].join(', ');

/** Whether a registry has a tag. Throws if it does not say. */
export async function hasImage(options: {
  registryUrl: string;
  repository: string;
  tag: string;
}): Promise<boolean> {
  const url = `${options.registryUrl}/v2/${options.repository}/manifests/${options.tag}`;
  const response = await fetch(url, {
    method: 'HEAD',
    headers: { accept: MANIFESTS },
    signal: AbortSignal.timeout(5_000),
  });
  if (!response.ok && response.status !== 404) {
    throw new Error(`HEAD ${url} answered ${response.status}`);
  }
  return response.ok;
}

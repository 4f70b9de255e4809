import { ArtifactChange } from '@waybill/backstage-plugin-waybill-common';

/** What people call an artifact: the last part of its address, or a chart's name. */
export function artifactName({ kind, ...change }: ArtifactChange): string {
  const artifact = change.to ?? change.from;
  if (kind === 'chart' && artifact && 'name' in artifact && artifact.name) {
    return artifact.name;
  }
  const path = (artifact?.repoURL ?? '').replace(/\/+$/, '');
  return (
    path
      .split('/')
      .pop()
      ?.replace(/\.git$/, '') || path
  );
}

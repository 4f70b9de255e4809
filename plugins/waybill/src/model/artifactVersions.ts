import { ArtifactChange } from '@waybill/backstage-plugin-waybill-common';

const SHORT_COMMIT = 7;

/** An artifact's versions on both sides of a change; empty where it has none. */
export function artifactVersions(change: ArtifactChange): {
  from: string;
  to: string;
} {
  switch (change.kind) {
    case 'image':
      return { from: change.from?.tag ?? '', to: change.to?.tag ?? '' };
    case 'chart':
      return { from: change.from?.version ?? '', to: change.to?.version ?? '' };
    default: {
      const [from, to] = [change.from, change.to].map(
        commit => commit?.tag ?? commit?.id.slice(0, SHORT_COMMIT) ?? '',
      );
      return { from, to };
    }
  }
}

import { GitRepoUpdate } from '../schemas/mechanismsSchema';
import { Edits } from './Edits';
import { chartVersion, quoted } from './imageExpressions';
import { joinPath } from './joinPath';
import { SubscribedArtifacts } from './SubscribedArtifacts';

/**
 * `helm: { charts }` as steps, one per `Chart.yaml`: its dependencies on charts that the Freight carries are set to their versions.
 * Charts it does not carry are passed over.
 */
export function chartEdits(
  helm: Pick<NonNullable<GitRepoUpdate['helm']>, 'charts'>,
  subscribed: SubscribedArtifacts['charts'],
  tree: string,
): Edits {
  const charts = helm.charts.filter(({ repository, name }) =>
    subscribed.some(
      chart =>
        chart.repoURL === repository && (chart.name ?? '') === (name ?? ''),
    ),
  );
  const paths = [...new Set(charts.map(({ chartPath }) => chartPath))];
  return {
    steps: paths.map(path => ({
      uses: 'helm-update-chart',
      config: {
        path: joinPath(tree, path),
        charts: charts
          .filter(({ chartPath }) => chartPath === path)
          .map(({ repository, name }) => ({
            ...dependency(repository, name),
            version: quoted(chartVersion(repository, name)),
          })),
      },
    })),
    changes: charts.map(
      ({ repository, name, chartPath }) =>
        `updated ${chartPath}/Chart.yaml to use subchart ${
          dependency(repository, name).name
        }:\${{ ${chartVersion(repository, name)} }}`,
    ),
  };
}

/** As it stands in `Chart.yaml`. A chart of an OCI registry has no name beside its address, which ends in it. */
function dependency(
  repository: string,
  name: string | undefined,
): { repository: string; name: string } {
  const at = repository.lastIndexOf('/');
  return name
    ? { repository, name }
    : { repository: repository.slice(0, at), name: repository.slice(at + 1) };
}

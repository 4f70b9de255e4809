import { InputError } from '@backstage/errors';
import { chartName } from '../charts/chartName';

/** A chart that a kustomization inflates, as far as it becomes part of what Kustomize tells Helm. */
export interface InflatedChart {
  home: string;
  name: string;
  version: string;
  repo: string;
  releaseName: string;
  /** Where Helm finds its settings; empty: in the empty home of the render. */
  configHome: string;
  additionalValuesFiles: string[];
}

/**
 * Throws an `InputError` for a chart of which Kustomize would make an option of Helm, a list of files where one is meant, or a path out
 * of its own folder: it passes these texts on as they are.
 */
export function assertInflatable(chart: InflatedChart, from: string): void {
  const { name, version, releaseName, configHome } = chart;
  const refuse = (what: string, expected: string, found: string) => {
    throw new InputError(
      `"${from}" inflates a chart whose ${what} is ${JSON.stringify(
        found,
      )}; expected ${expected}`,
    );
  };
  if (!chartName.safeParse(name).success) {
    refuse('name', 'letters, digits, "-", "_" and "."', name);
  }
  if (releaseName.startsWith('-')) {
    refuse('releaseName', 'a name that does not begin with "-"', releaseName);
  }
  if (/[/\\]/.test(version)) {
    refuse('version', 'one without "/"', version);
  }
  if (configHome !== '') {
    refuse('configHome', "none: Helm runs with nobody's settings", configHome);
  }
  for (const file of chart.additionalValuesFiles) {
    if (/[,"\r\n]/.test(file)) {
      refuse(
        'additionalValuesFiles',
        'paths without commas, quotes and line breaks, which Helm takes for several',
        file,
      );
    }
  }
}

import { InflatedChart } from './assertInflatable';
import { KustomizationFields } from './KustomizationFields';

export interface KustomizationLoads {
  /** Files and folders, as written. */
  references: string[];
  /** Patches in place, which Kustomize takes for files where it does not understand them. */
  texts: string[];
  /** Files, folders or YAML in place that configure generators and transformers, and may name more. */
  configurations: string[];
  charts: InflatedChart[];
}

/** What a kustomization, or a file that configures generators and transformers, names to be loaded. */
export function kustomizationLoads(
  fields: KustomizationFields,
): KustomizationLoads {
  const generators = [
    ...fields.configmapgenerator,
    ...fields.secretgenerator,
    fields,
  ];
  const charts = [
    ...fields.helmcharts,
    ...fields.helmchartinflationgenerator,
    ...(fields.kind === 'HelmChartInflationGenerator' ? [fields] : []),
  ];
  const patches = [
    ...fields.patchesstrategicmerge,
    ...fields.patches,
    ...fields.paths,
  ];
  const references = [
    ...fields.resources,
    ...fields.bases,
    ...fields.components,
    ...fields.crds,
    ...fields.configurations,
    ...patches.filter(patch => !patch.includes('\n')),
    ...fields.patchesjson6902,
    ...fields.replacements,
    fields.openapi.path,
    ...fields.path,
    ...generators.flatMap(({ files, envs, env }) => [
      // `key=path`
      ...files.map(file => file.slice(file.indexOf('=') + 1)),
      ...envs,
      ...env,
    ]),
    ...charts.flatMap(chart => [
      ...chart.valuesfile,
      ...chart.additionalvaluesfiles,
      ...chart.values,
    ]),
  ];
  return {
    references: references.filter(item => item !== ''),
    texts: patches.filter(patch => patch.includes('\n')),
    configurations: [
      ...fields.generators,
      ...fields.transformers,
      ...fields.validators,
    ],
    charts: charts.map(chart => ({
      home: fields.helmglobals.charthome || chart.charthome || 'charts',
      name: chart.name || chart.chartname,
      version: chart.version || chart.chartversion,
      repo: chart.repo || chart.chartrepourl,
      releaseName: chart.releasename,
      configHome:
        fields.helmglobals.confighome || chart.confighome || chart.helmhome,
      additionalValuesFiles: chart.additionalvaluesfiles,
    })),
  };
}

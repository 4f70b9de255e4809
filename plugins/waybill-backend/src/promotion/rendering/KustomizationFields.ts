import { z } from 'zod';

/** One text where a list is expected is a list of one; what is something else names nothing to load. */
const texts = z
  .union([z.array(z.unknown()), z.string()])
  .catch([])
  .transform(value =>
    (Array.isArray(value) ? value : [value]).filter(
      (item): item is string => typeof item === 'string' && item !== '',
    ),
  )
  .default([]);
const text = z.string().default('').catch('');

const withPath = z
  .array(
    z.union([
      z.string(),
      z.object({ path: text }).transform(({ path }) => path),
      z.unknown().transform(() => ''),
    ]),
  )
  .catch([])
  .transform(items => items.filter(item => item !== ''))
  .default([]);

const sources = z.object({ files: texts, envs: texts, env: texts });
const generators = z
  .array(sources.catch({ files: [], envs: [], env: [] }))
  .catch([])
  .default([]);

const chart = z.object({
  name: text,
  chartname: text,
  version: text,
  repo: text,
  chartrepourl: text,
  chartversion: text,
  charthome: text,
  confighome: text,
  helmhome: text,
  releasename: text,
  valuesfile: texts,
  additionalvaluesfiles: texts,
  values: texts,
});
const charts = z
  .array(chart.catch(chart.parse({})))
  .catch([])
  .default([]);

/**
 * The fields of a kustomization, and of the generators and transformers it configures, that name something to load, with keys folded
 * to small letters. All others are let be: Kustomize itself says what is wrong with them.
 */
export const kustomizationFields = z.object({
  kind: text,
  resources: texts,
  bases: texts,
  components: texts,
  generators: texts,
  transformers: texts,
  validators: texts,
  crds: texts,
  configurations: texts,
  patchesstrategicmerge: texts,
  patches: withPath,
  patchesjson6902: withPath,
  replacements: withPath,
  openapi: z.object({ path: text }).catch({ path: '' }).default({ path: '' }),
  configmapgenerator: generators,
  secretgenerator: generators,
  helmcharts: charts,
  helmchartinflationgenerator: charts,
  helmglobals: z
    .object({ charthome: text, confighome: text })
    .catch({ charthome: '', confighome: '' })
    .default({ charthome: '', confighome: '' }),
  // Of a generator or transformer in a file of its own.
  path: texts,
  paths: texts,
  ...sources.shape,
  ...chart.shape,
});
export type KustomizationFields = z.infer<typeof kustomizationFields>;

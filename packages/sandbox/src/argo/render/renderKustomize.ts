import { applyPatch, Operation } from 'fast-json-patch';
import { posix } from 'path';
import { parse } from 'yaml';
import { z } from 'zod';
import { KubeObject } from '../KubeObject';
import { GitTree } from './GitTree';
import { ImageOverride, overrideImage } from './overrideImage';
import { parseManifests } from './parseManifests';
import { containersOf } from './podSpecs';
import { strategicMerge } from './strategicMerge';

const FILE_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

const strings = z.record(z.string(), z.string());
const patchEntry = z.strictObject({
  path: z.string().optional(),
  patch: z.string().optional(),
  target: z
    .strictObject({
      group: z.string().optional(),
      version: z.string().optional(),
      kind: z.string().optional(),
      name: z.string().optional(),
    })
    .optional(),
});

/** The part of a kustomization that is rendered here. Anything else is an error, so that nothing is silently left out. */
const kustomization = z.strictObject({
  apiVersion: z.string().optional(),
  kind: z.string().optional(),
  metadata: z.unknown().optional(),
  resources: z.array(z.string()).default([]),
  bases: z.array(z.string()).default([]),
  namespace: z.string().optional(),
  namePrefix: z.string().default(''),
  nameSuffix: z.string().default(''),
  commonLabels: strings.default({}),
  commonAnnotations: strings.default({}),
  labels: z
    .array(
      z.strictObject({
        pairs: strings,
        includeSelectors: z.boolean().optional(),
        includeTemplates: z.boolean().optional(),
      }),
    )
    .default([]),
  images: z
    .array(
      z.strictObject({
        name: z.string(),
        newName: z.string().optional(),
        newTag: z.coerce.string().optional(),
        digest: z.string().optional(),
      }),
    )
    .default([]),
  replicas: z
    .array(z.strictObject({ name: z.string(), count: z.number().int() }))
    .default([]),
  patches: z.array(patchEntry).default([]),
  patchesStrategicMerge: z.array(z.string()).default([]),
});

/** Name of the kustomization in a folder; undefined: there is none. */
export function kustomizationIn(files: string[]): string | undefined {
  return FILE_NAMES.find(name => files.includes(name));
}

/** What `kustomize build` gives for simple overlays. */
export async function renderKustomize(
  tree: GitTree,
  folder: string,
  extraImages: ImageOverride[] = [],
): Promise<KubeObject[]> {
  const files = await tree.list(folder);
  const name = files && kustomizationIn(files);
  if (!name) {
    throw new Error(
      `unable to find one of ${FILE_NAMES.map(file => `'${file}'`).join(
        ', ',
      )} in directory '${folder}'`,
    );
  }
  const file = posix.join(folder, name);
  const parsed = kustomization.safeParse(
    parse((await tree.read(file)) ?? '') ?? {},
  );
  if (!parsed.success) {
    throw new Error(
      `${file} is not understood by the sandbox: ${z.prettifyError(
        parsed.error,
      )}`,
    );
  }
  const wanted = parsed.data;
  const objects: KubeObject[] = [];
  for (const resource of [...wanted.resources, ...wanted.bases]) {
    objects.push(...(await loadResource(tree, folder, resource)));
  }
  let result = objects;
  for (const patch of [
    ...wanted.patches,
    ...wanted.patchesStrategicMerge.map(path => ({ path })),
  ]) {
    result = await applyOne(tree, folder, result, patch);
  }
  for (const object of result) {
    const { metadata } = object;
    for (const { name: workload, count } of wanted.replicas) {
      if (metadata.name === workload && isRecord(object.spec)) {
        object.spec.replicas = count;
      }
    }
    metadata.name = `${wanted.namePrefix}${metadata.name}${wanted.nameSuffix}`;
    if (wanted.namespace) {
      metadata.namespace = wanted.namespace;
    }
    const labels = Object.assign(
      {},
      wanted.commonLabels,
      ...wanted.labels.map(({ pairs }) => pairs),
    );
    addTo(metadata, 'labels', labels);
    addTo(metadata, 'annotations', wanted.commonAnnotations);
    for (const container of containersOf(object)) {
      for (const override of [...wanted.images, ...extraImages]) {
        if (container.image) {
          container.image = overrideImage(container.image, override);
        }
      }
    }
  }
  return result;
}

async function loadResource(
  tree: GitTree,
  folder: string,
  resource: string,
): Promise<KubeObject[]> {
  if (/^[a-z+]+:\/\/|^git@/.test(resource)) {
    throw new Error(
      `resource '${resource}' is remote, which the sandbox does not fetch`,
    );
  }
  const path = posix.join(folder, resource);
  if (path === '..' || path.startsWith('../')) {
    throw new Error(`resource '${resource}' leaves the repository`);
  }
  const content = await tree.read(path);
  if (content !== undefined) {
    return parseManifests(content, path);
  }
  if ((await tree.list(path)) === undefined) {
    throw new Error(
      `accumulating resources from '${resource}': no such file or directory: ${path}`,
    );
  }
  return renderKustomize(tree, path);
}

async function applyOne(
  tree: GitTree,
  folder: string,
  objects: KubeObject[],
  entry: z.infer<typeof patchEntry>,
): Promise<KubeObject[]> {
  const text =
    entry.patch ?? (await tree.read(posix.join(folder, entry.path ?? '')));
  if (text === undefined) {
    throw new Error(`patch file '${entry.path}' does not exist in '${folder}'`);
  }
  const patch = parse(text);
  const target = entry.target ?? {
    kind: patch?.kind,
    name: patch?.metadata?.name,
  };
  return objects.map(object => {
    const meant =
      (!target.kind || target.kind === object.kind) &&
      (!target.name || target.name === object.metadata.name);
    if (!meant) {
      return object;
    }
    return Array.isArray(patch)
      ? applyPatch(object, patch as Operation[], true, false).newDocument
      : (strategicMerge(object, patch) as KubeObject);
  });
}

function addTo(
  metadata: KubeObject['metadata'],
  field: 'labels' | 'annotations',
  pairs: Record<string, string>,
): void {
  if (Object.keys(pairs).length > 0) {
    metadata[field] = { ...metadata[field], ...pairs };
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

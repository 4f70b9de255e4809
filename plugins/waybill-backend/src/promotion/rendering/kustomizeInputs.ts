import { InputError, isError } from '@backstage/errors';
import { Workspace } from '@waybill/backstage-plugin-waybill-node';
import { isWithin, workspacePath } from '../workspace/workspacePath';
import { assertInflatable, InflatedChart } from './assertInflatable';
import { assertNoPath } from './assertNoPath';
import { isRemote } from './isRemote';
import { kindOf } from './kindOf';
import {
  KustomizationFields,
  kustomizationFields,
} from './KustomizationFields';
import { kustomizationLoads } from './kustomizationLoads';
import { readLikeGo } from './readLikeGo';
import { realFolder } from './realFolder';
import { relativePath } from './relativePath';
import { RenderInputs } from './RenderInputs';

const FILE_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const MOST_FILES = 1_000;

export interface KustomizeInputs extends RenderInputs {
  /** A kustomization loads a file from outside its own folder, which Kustomize refuses unless told otherwise. */
  loadsFromOutside: boolean;
  /** It inflates Helm charts. */
  usesHelm: boolean;
  /** It is built on what is fetched, of which nothing is known. */
  loadsUnseen: boolean;
}

/**
 * Follows a kustomization to all it loads: the folders of the kustomizations it is built on, and files elsewhere in the workspace.
 * Throws an `InputError` for a path that leaves the workspace, so that a render reads nothing of this machine.
 */
export async function kustomizeInputs(
  workspace: Workspace,
  path: string,
): Promise<KustomizeInputs> {
  const inputs: KustomizeInputs = {
    paths: [],
    remote: [],
    loadsFromOutside: false,
    usesHelm: false,
    loadsUnseen: false,
  };
  const folders = new Set<string>();
  const todo = [workspacePath(path)];
  let followed = 0;

  /** Where a reference leads; undefined: not into the workspace, or to a folder that is looked at later. */
  const load = async (folder: string, reference: string, from: string) => {
    if (isRemote(reference)) {
      inputs.remote.push({ from, address: reference });
      inputs.loadsUnseen = true;
      return undefined;
    }
    const target = relativePath(folder, reference, from);
    if ((await kindOf(workspace, target)) === 'folder') {
      todo.push(target);
      return undefined;
    }
    inputs.loadsFromOutside ||= !isWithin(target, folder);
    inputs.paths.push(target);
    return target;
  };

  const loadChart = async (
    folder: string,
    chart: InflatedChart,
    from: string,
  ) => {
    const { home, name, version, repo } = chart;
    assertInflatable(chart, from);
    inputs.usesHelm = true;
    const chartHome = relativePath(folder, home, from);
    const candidates = [`${name}-${version}/${name}`, name].map(place =>
      relativePath(chartHome, place, from),
    );
    for (const candidate of candidates) {
      if ((await kindOf(workspace, candidate)) === 'folder') {
        inputs.paths.push(chartHome);
        return;
      }
    }
    if (repo) {
      inputs.remote.push({ from, address: `${repo} (${name})` });
    }
  };

  /** Of a generator or transformer; undefined: it is fetched. What it names is from the folder of the kustomization. */
  const readConfiguration = async (
    folder: string,
    reference: string,
    from: string,
  ) => {
    if (isInPlace(from, reference)) {
      assertConfiguration(from, reference);
      return { file: from, text: reference, isInPlace: true };
    }
    if (isRemote(reference)) {
      await load(folder, reference, from);
      return undefined;
    }
    const target = relativePath(folder, reference, from);
    const kind = await kindOf(workspace, target);
    const content = kind === 'file' ? await workspace.read(target) : undefined;
    if (!content) {
      throw new InputError(
        `"${from}" names "${reference}" for generators, transformers or validators; expected a file there, found ${
          kind === 'folder' ? 'a folder' : 'none'
        }`,
      );
    }
    await load(folder, reference, from);
    const text = content.toString('utf8');
    assertConfiguration(target, text);
    return { file: target, text, isInPlace: false };
  };

  const follow = async (folder: string, file: string, text: string) => {
    followed += 1;
    if (followed > MOST_FILES) {
      throw new InputError(
        `"${path}" is built on more than ${MOST_FILES} files`,
      );
    }
    for (const fields of readDocuments(file, text)) {
      const loads = kustomizationLoads(fields);
      for (const reference of loads.references) {
        await load(folder, reference, file);
      }
      for (const patch of loads.texts) {
        await assertNoPath(workspace, { folder, text: patch, from: file });
      }
      for (const reference of loads.configurations) {
        const configuration = await readConfiguration(folder, reference, file);
        if (configuration) {
          await follow(folder, configuration.file, configuration.text);
        }
        if (configuration?.isInPlace) {
          await assertNoPath(workspace, {
            ...{ folder, text: reference, from: file },
          });
        }
      }
      for (const chart of loads.charts) {
        await loadChart(folder, chart, file);
      }
    }
  };

  while (todo.length > 0) {
    const asked = todo.pop()!;
    inputs.paths.push(asked);
    const folder = await realFolder(workspace, asked);
    if (folders.has(folder)) {
      continue;
    }
    folders.add(folder);
    inputs.paths.push(folder);
    const found = await readKustomization(workspace, folder);
    if (found) {
      await follow(folder, found.file, found.text);
    } else if (folders.size === 1) {
      throw new InputError(
        `There is no ${FILE_NAMES.join(', ')} in "${path}" to build`,
      );
    }
  }
  return { ...inputs, paths: [...new Set(inputs.paths)].sort() };
}

function readDocuments(file: string, text: string): KustomizationFields[] {
  return readValues(file, text).flatMap(value => {
    const fields = kustomizationFields.safeParse(value);
    return fields.success ? [fields.data] : [];
  });
}

/** Whether a generator or transformer is written in place, not named. */
function isInPlace(file: string, reference: string): boolean {
  return (
    reference.includes('\n') || readValues(file, reference).some(isCollection)
  );
}

/** Throws for what Kustomize would make several of, unseen: it unfolds the items of a list of any kind. */
function assertConfiguration(file: string, text: string): void {
  for (const value of readValues(file, text)) {
    const { kind } = (value ?? {}) as { kind?: unknown };
    if (value !== null && (!isCollection(value) || Array.isArray(value))) {
      throw new InputError(
        `"${file}" configures generators, transformers or validators; expected an object with a kind, found ${
          Array.isArray(value) ? 'a list' : JSON.stringify(value)
        }`,
      );
    }
    if (typeof kind === 'string' && kind.endsWith('List')) {
      throw new InputError(
        `"${file}" configures generators, transformers or validators with a "${kind}"; write them as documents of their own`,
      );
    }
  }
}

function isCollection(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function readValues(file: string, text: string): unknown[] {
  try {
    return readLikeGo(text);
  } catch (error) {
    throw new InputError(
      `"${file}" cannot be read: ${
        isError(error) ? error.message : String(error)
      }`,
    );
  }
}

async function readKustomization(
  workspace: Workspace,
  folder: string,
): Promise<{ file: string; text: string } | undefined> {
  for (const name of FILE_NAMES) {
    const file = folder ? `${folder}/${name}` : name;
    const content = await workspace.read(file);
    if (content) {
      return { file, text: content.toString('utf8') };
    }
  }
  return undefined;
}

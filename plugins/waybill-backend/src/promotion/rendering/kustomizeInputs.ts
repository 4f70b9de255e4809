import { InputError, isError } from '@backstage/errors';
import { Workspace } from '@waybill/backstage-plugin-waybill-node';
import { isWithin, workspacePath } from '../workspace/workspacePath';
import { assertInflatable, InflatedChart } from './assertInflatable';
import { isRemote } from './isRemote';
import { kindOf } from './kindOf';
import {
  KustomizationFields,
  kustomizationFields,
} from './KustomizationFields';
import { kustomizationLoads } from './kustomizationLoads';
import { readLikeGo } from './readLikeGo';
import { relativePath } from './relativePath';
import { RenderInputs } from './RenderInputs';

const FILE_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const MOST_FILES = 1_000;

export interface KustomizeInputs extends RenderInputs {
  /** A kustomization loads a file from outside its own folder, which Kustomize refuses unless told otherwise. */
  loadsFromOutside: boolean;
  /** It inflates Helm charts. */
  usesHelm: boolean;
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
  };
  const folders = new Set<string>();
  const todo = [workspacePath(path)];
  let followed = 0;

  /** Where a reference leads; undefined: not into the workspace, or to a folder that is looked at later. */
  const load = async (folder: string, reference: string, from: string) => {
    if (isRemote(reference)) {
      inputs.remote.push({ from, address: reference });
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
      for (const reference of loads.configurations) {
        if (reference.includes('\n')) {
          await follow(folder, file, reference);
          continue;
        }
        const target = await load(folder, reference, file);
        const content = target && (await workspace.read(target));
        if (content) {
          await follow(folder, target, content.toString('utf8'));
        }
      }
      for (const chart of loads.charts) {
        await loadChart(folder, chart, file);
      }
    }
  };

  while (todo.length > 0) {
    const folder = todo.pop()!;
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
  try {
    return readLikeGo(text).flatMap(value => {
      const fields = kustomizationFields.safeParse(value);
      return fields.success ? [fields.data] : [];
    });
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

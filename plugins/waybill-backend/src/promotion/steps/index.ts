import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { argocdUpdate } from './argocdUpdate';
import { argocdWait } from './argocdWait';
import { composeOutput } from './composeOutput';
import { copy } from './copy';
import { deletePaths } from './deletePaths';
import { fail } from './fail';
import { fileWrite } from './fileWrite';
import { gitClear } from './gitClear';
import { gitClone } from './gitClone';
import { gitCommit } from './gitCommit';
import { gitMergePr } from './gitMergePr';
import { gitOpenPr } from './gitOpenPr';
import { gitPush } from './gitPush';
import { gitTag } from './gitTag';
import { gitWaitForPr } from './gitWaitForPr';
import { githubPush } from './githubPush';
import { helmTemplate } from './helmTemplate';
import { jsonParse } from './jsonParse';
import { jsonUpdate } from './jsonUpdate';
import { jsonnet } from './jsonnet';
import { kustomizeBuild } from './kustomizeBuild';
import { kustomizeSetImage } from './kustomizeSetImage';
import { setFreightAlias } from './setFreightAlias';
import { setMetadata } from './setMetadata';
import { tar } from './tar';
import { tomlParse } from './tomlParse';
import { tomlUpdate } from './tomlUpdate';
import { untar } from './untar';
import { yamlMerge } from './yamlMerge';
import { yamlParse } from './yamlParse';
import { yamlUpdate } from './yamlUpdate';

/** The steps that come with Waybill. */
export const builtInSteps: StepDefinition[] = [
  gitClone,
  gitClear,
  copy,
  kustomizeSetImage,
  kustomizeBuild,
  helmTemplate,
  jsonnet,
  yamlUpdate,
  yamlMerge,
  jsonUpdate,
  tomlUpdate,
  yamlParse,
  jsonParse,
  tomlParse,
  fileWrite,
  deletePaths,
  tar,
  untar,
  gitCommit,
  gitTag,
  gitPush,
  githubPush,
  gitOpenPr,
  gitWaitForPr,
  gitMergePr,
  argocdUpdate,
  argocdWait,
  setMetadata,
  setFreightAlias,
  composeOutput,
  fail,
] as StepDefinition[];

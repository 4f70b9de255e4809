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
import { githubPush } from './githubPush';
import { gitMergePr } from './gitMergePr';
import { gitOpenPr } from './gitOpenPr';
import { gitPush } from './gitPush';
import { gitTag } from './gitTag';
import { gitWaitForPr } from './gitWaitForPr';
import { helmTemplate } from './helmTemplate';
import { helmUpdateChart } from './helmUpdateChart';
import { http } from './http';
import { httpDownload } from './httpDownload';
import { jsonnet } from './jsonnet';
import { jsonParse } from './jsonParse';
import { jsonUpdate } from './jsonUpdate';
import { kustomizeBuild } from './kustomizeBuild';
import { kustomizeSetImage } from './kustomizeSetImage';
import { ociDownload } from './ociDownload';
import { ociPush } from './ociPush';
import { scaffolder } from './scaffolder';
import { sendMessage } from './sendMessage';
import { setFreightAlias } from './setFreightAlias';
import { setMetadata } from './setMetadata';
import { tar } from './tar';
import { tomlParse } from './tomlParse';
import { tomlUpdate } from './tomlUpdate';
import { untar } from './untar';
import { waitForApproval } from './waitForApproval';
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
  helmUpdateChart,
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
  http,
  httpDownload,
  ociDownload,
  ociPush,
  scaffolder,
  sendMessage,
  waitForApproval,
] as StepDefinition[];

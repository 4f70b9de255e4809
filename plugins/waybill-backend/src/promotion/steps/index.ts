import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { argocdUpdate } from './argocdUpdate';
import { argocdWait } from './argocdWait';
import { composeOutput } from './composeOutput';
import { copy } from './copy';
import { fail } from './fail';
import { gitClear } from './gitClear';
import { gitClone } from './gitClone';
import { gitCommit } from './gitCommit';
import { gitMergePr } from './gitMergePr';
import { gitOpenPr } from './gitOpenPr';
import { githubPush } from './githubPush';
import { gitPush } from './gitPush';
import { gitTag } from './gitTag';
import { gitWaitForPr } from './gitWaitForPr';
import { helmTemplate } from './helmTemplate';
import { jsonnet } from './jsonnet';
import { kustomizeBuild } from './kustomizeBuild';
import { kustomizeSetImage } from './kustomizeSetImage';
import { setFreightAlias } from './setFreightAlias';
import { setMetadata } from './setMetadata';
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

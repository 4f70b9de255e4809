import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { argocdUpdate } from './argocdUpdate';
import { argocdWait } from './argocdWait';
import { composeOutput } from './composeOutput';
import { copy } from './copy';
import { fail } from './fail';
import { gitClear } from './gitClear';
import { gitClone } from './gitClone';
import { gitCommit } from './gitCommit';
import { gitOpenPr } from './gitOpenPr';
import { gitPush } from './gitPush';
import { gitWaitForPr } from './gitWaitForPr';
import { kustomizeSetImage } from './kustomizeSetImage';
import { yamlUpdate } from './yamlUpdate';

import { helmTemplate } from './helmTemplate';
import { jsonnet } from './jsonnet';
import { kustomizeBuild } from './kustomizeBuild';
/** The steps that come with Waybill. */
export const builtInSteps: StepDefinition[] = [
  gitClone,
  gitClear,
import { setFreightAlias } from './setFreightAlias';
import { setMetadata } from './setMetadata';
  copy,
  kustomizeSetImage,
  yamlUpdate,
  gitCommit,
  gitPush,
  kustomizeBuild,
  helmTemplate,
  jsonnet,
  gitOpenPr,
  gitWaitForPr,
  argocdUpdate,
  fail,
] as StepDefinition[];
  argocdWait,
  setMetadata,
  setFreightAlias,
  composeOutput,

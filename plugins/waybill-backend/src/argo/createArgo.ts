import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { ArgoPort } from '@waybill/backstage-plugin-waybill-node';
import {
  AnalysisRunsPort,
  ApplicationStatePort,
  ApplicationWatchPort,
} from '../ports';
import { createAnalysisRuns } from './analysis/createAnalysisRuns';
import { createArgoPort } from './createArgoPort';
import { readArgoInstances } from './instance/readArgoInstances';
import { createApplicationState } from './rest/createApplicationState';
import { createApplicationWatch } from './watch/createApplicationWatch';

/** Argo CD as configured in `waybill.argocd.instances`. Throws an `InputError` on a configuration that cannot be. */
export function createArgo(options: {
  config: Config;
  logger: LoggerService;
}): {
  argo: ArgoPort;
  state: ApplicationStatePort;
  watch: ApplicationWatchPort;
  analysisRuns: AnalysisRunsPort;
  instanceNames: string[];
} {
  const instances = readArgoInstances(options.config);
  return {
    argo: createArgoPort(instances),
    state: createApplicationState(instances),
    watch: createApplicationWatch({ instances, logger: options.logger }),
    analysisRuns: createAnalysisRuns(instances),
    instanceNames: instances.map(({ name }) => name),
  };
}

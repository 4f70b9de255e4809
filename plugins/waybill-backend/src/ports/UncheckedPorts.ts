import { StepPorts } from '@waybill/backstage-plugin-waybill-node';
import { ChartRepositoryPort } from './ChartRepositoryPort';
import { HttpSenderPort } from './HttpSenderPort';
import { UncheckedChangelogPort } from './UncheckedChangelogPort';

/** What steps can reach, before anything is checked against the platform's grants. */
export type UncheckedPorts = Omit<
  StepPorts,
  'http' | 'charts' | 'changelog'
> & {
  charts: ChartRepositoryPort;
  http: HttpSenderPort;
  changelog: UncheckedChangelogPort;
};

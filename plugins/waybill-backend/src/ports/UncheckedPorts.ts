import { StepPorts } from '@waybill/backstage-plugin-waybill-node';
import { HttpSenderPort } from './HttpSenderPort';
import { UncheckedChangelogPort } from './UncheckedChangelogPort';

/** What steps can reach, before anything is checked against the platform's grants. */
export type UncheckedPorts = Omit<StepPorts, 'http' | 'changelog'> & {
  http: HttpSenderPort;
  changelog: UncheckedChangelogPort;
};

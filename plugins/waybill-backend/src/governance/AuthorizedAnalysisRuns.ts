import { AnalysisRunRef } from '@waybill/backstage-plugin-waybill-common';
import { AnalysisRunsPort } from '../ports';
import { assertGranted } from './assertGranted';

/** AnalysisRuns where the platform lets one pipeline have them. A run can be a Job, so that to start one is to run what its template says. */
export class AuthorizedAnalysisRuns implements AnalysisRunsPort {
  constructor(
    private readonly runs: AnalysisRunsPort,
    /** Undefined: yes, else a sentence. */
    private readonly mayAnalyse: (where: AnalysisRunRef) => string | undefined,
  ) {}

  async getTemplate(...args: Parameters<AnalysisRunsPort['getTemplate']>) {
    assertGranted(this.mayAnalyse(args[0]));
    return this.runs.getTemplate(...args);
  }

  async create(...args: Parameters<AnalysisRunsPort['create']>) {
    assertGranted(this.mayAnalyse(args[0]));
    return this.runs.create(...args);
  }

  async get(...args: Parameters<AnalysisRunsPort['get']>) {
    assertGranted(this.mayAnalyse(args[0]));
    return this.runs.get(...args);
  }

  async terminate(...args: Parameters<AnalysisRunsPort['terminate']>) {
    assertGranted(this.mayAnalyse(args[0]));
    return this.runs.terminate(...args);
  }
}

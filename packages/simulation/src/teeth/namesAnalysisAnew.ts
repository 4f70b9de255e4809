import { Tooth } from './Tooth';

export const namesAnalysisAnew: Tooth = {
  name: 'an AnalysisRun has a new name at each try',
  module: '@waybill/backstage-plugin-waybill-backend/src/verification/runName',
  caughtBy: 'one AnalysisRun per verification',
  seed: 8,
  replace() {
    let tries = 0;
    const runName = (verificationId: string): string => {
      tries += 1;
      return `${verificationId}-${tries}`;
    };
    return { runName };
  },
};

import { VerifierPort } from '@waybill/backstage-plugin-waybill-backend/src/ports';

const refuse = async (): Promise<never> => {
  throw new Error('No Stage of these runs asks for more than health');
};

/** Nothing that verifies. */
export const noVerifier: VerifierPort = {
  runOf: () => {
    throw new Error('No Stage of these runs asks for more than health');
  },
  start: refuse,
  look: refuse,
  stop: refuse,
};

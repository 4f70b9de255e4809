import { Tooth } from './Tooth';

export const goesOnWithoutAClaim: Tooth = {
  name: 'a turn hears neither that its claim is lost nor that nothing more is written',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/promotion/createPromotionRunner',
  caughtBy: 'no effect under a lost claim',
  seed: 1,
  replace(original) {
    const { createPromotionRunner } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/promotion/createPromotionRunner');
    const deaf: typeof createPromotionRunner = options => {
      const runner = createPromotionRunner(options);
      return {
        advance: turn =>
          runner.advance({
            ...turn,
            signal: new AbortController().signal,
            journal: {
              saveStep: (...of) =>
                turn.journal.saveStep(...of).catch(unlessLost),
              note: (...of) => turn.journal.note(...of).catch(unlessLost),
              addHealthChecks: (...of) =>
                turn.journal.addHealthChecks(...of).catch(unlessLost),
            },
          }),
      };
    };
    return { createPromotionRunner: deaf };
  },
};

function unlessLost(error: Error): void {
  // Modules are loaded anew for each tooth, so that there may be several classes of this name.
  if (error.constructor.name !== 'ClaimLostError') throw error;
}

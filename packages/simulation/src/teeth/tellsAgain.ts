import { Tooth } from './Tooth';

export const tellsAgain: Tooth = {
  name: 'a message is sent without a note of it',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/promotion/steps/sendMessage',
  caughtBy: 'no message or request too many',
  seed: 311,
  replace(original) {
    const { sendMessage } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/promotion/steps/sendMessage');
    const run: typeof sendMessage.run = (context, config) =>
      sendMessage.run(
        Object.create(context, {
          record: { value: { value: {}, note: async () => {} } },
        }),
        config,
      );
    return { sendMessage: { ...sendMessage, run } };
  },
};

import { Tooth } from './Tooth';

export const believesAStaleStatus: Tooth = {
  name: 'an Application’s health counts although it was compared before its last operation',
  module:
    '@waybill/backstage-plugin-waybill-backend/src/argo/health/applicationHealth',
  caughtBy: 'verified only from a healthy Stage',
  seed: 33,
  replace(original) {
    const { applicationHealth } =
      original as typeof import('@waybill/backstage-plugin-waybill-backend/src/argo/health/applicationHealth');
    const believing: typeof applicationHealth = (application, options) => {
      const finishedAt = application?.status?.operationState?.finishedAt;
      return applicationHealth(
        application && {
          ...application,
          status: {
            ...application.status,
            reconciledAt: finishedAt,
            sync: { ...application.status?.sync, status: 'Synced' },
          },
        },
        options,
      );
    };
    return { applicationHealth: believing };
  },
};

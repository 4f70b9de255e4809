import { Tooth } from './Tooth';

export const asksNobody: Tooth = {
  name: 'a step that asks people takes silence for their word',
  module: '@waybill/backstage-plugin-waybill-common/src/rules/approvalOf',
  caughtBy: 'nothing takes effect unsigned',
  seed: 1,
  replace(original) {
    const { approvalOf } =
      original as typeof import('@waybill/backstage-plugin-waybill-common/src/rules/approvalOf');
    const trusting: typeof approvalOf = (rules, votes) => {
      const approval = approvalOf(rules, votes);
      return approval.state === 'waiting'
        ? { state: 'approved', by: approval.by }
        : approval;
    };
    return { approvalOf: trusting };
  },
};

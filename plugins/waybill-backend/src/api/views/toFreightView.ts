import {
  FreightView,
  FreightWithStatus,
} from '@waybill/backstage-plugin-waybill-common';

export function toFreightView({
  status,
  ...freight
}: FreightWithStatus): FreightView {
  const byStage = <T extends object>(stages: Record<string, T>) =>
    Object.entries(stages).map(([stage, fields]) => ({ stage, ...fields }));
  return {
    id: freight.id,
    alias: freight.alias,
    warehouse: freight.warehouse,
    createdAt: freight.createdAt,
    images: freight.images,
    commits: freight.commits,
    charts: freight.charts,
    currentlyIn: byStage(status.currentlyIn),
    verifiedIn: byStage(status.verifiedIn).map(({ stage, verifiedAt }) => ({
      stage,
      verifiedAt,
    })),
    ...(status.failedIn && { failedIn: byStage(status.failedIn) }),
    approvedFor: byStage(status.approvedFor),
    rejected: status.rejected ?? null,
  };
}

import { usePermission } from '@backstage/plugin-permission-react';
import { waybillPipelineReadPermission } from '@waybill/backstage-plugin-waybill-common';
import { OverviewCard } from './OverviewCard';

/** The card, only for whoever may read pipelines: the legacy frontend system has no condition for that. */
export function LegacyOverviewCard() {
  const { loading, error, allowed } = usePermission({
    permission: waybillPipelineReadPermission,
  });
  // A question that failed denies nothing: the API decides, and says why.
  const isHidden = loading || (!allowed && !error);
  return <>{!isHidden && <OverviewCard />}</>;
}

import {
  FreightView,
  originOf,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';

/**
 * The Freight that a Stage runs and that other Freight would replace: that of the same Warehouse. Of Freight nobody has shown us yet, the only
 * one there is.
 */
export function replacedFreight(
  stage: Pick<StageView, 'current'>,
  by: Pick<FreightView, 'warehouse'> | undefined,
): string | undefined {
  const { current } = stage;
  if (!by) return current.length === 1 ? current[0].freight : undefined;
  return current.find(({ origin }) => origin === originOf(by.warehouse))
    ?.freight;
}

import {
  FreightView,
  HistoryItem,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';

/** Freight that can come back; `at` is undefined where the history did not say. */
export interface EarlierFreight {
  freight: string;
  /** What it is, where the history says so. */
  content?: FreightView;
  at: string | undefined;
  verified: boolean;
}

/**
 * Each Freight once that a Stage can go back to, the suggested one first. What runs now is none, unless it is suggested: after a Promotion
 * that failed.
 *
 * @param items - what the Stage ran, newest first
 */
export function earlierFreight(
  items: HistoryItem[],
  stage: Pick<StageView, 'current' | 'rollbackTo'>,
): EarlierFreight[] {
  const here = new Set(stage.current.map(current => current.freight));
  const { rollbackTo } = stage;
  const seen = new Set<string>();
  const earlier: EarlierFreight[] = [];
  for (const { freight, content, at, verified } of items) {
    const again = here.has(freight) && freight !== rollbackTo;
    if (again || seen.has(freight)) continue;
    seen.add(freight);
    earlier.push({ freight, content, at, verified });
  }
  if (rollbackTo && !seen.has(rollbackTo)) {
    earlier.push({ freight: rollbackTo, at: undefined, verified: false });
  }
  return earlier.sort(
    (a, b) =>
      Number(b.freight === rollbackTo) - Number(a.freight === rollbackTo),
  );
}

import {
  SetbackView,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';

/**
 * What went wrong with the Freight that comes next in a Stage, and where: there, or in a Stage before it, which has verified it once and
 * has gone back from it since.
 */
export function setbackOfNext(
  stage: StageView,
  stages: StageView[],
): { stage: StageView; setback: SetbackView } | undefined {
  const { next } = stage;
  if (!next) return undefined;
  if (next.setback) return { stage, setback: next.setback };
  const upstream = stage.requests.flatMap(request => request.stages);
  const before = stages.find(
    it =>
      upstream.includes(it.name) &&
      it.next?.freight === next.freight &&
      it.next.setback?.kind === 'RolledBack',
  );
  return before?.next?.setback
    ? { stage: before, setback: before.next.setback }
    : undefined;
}

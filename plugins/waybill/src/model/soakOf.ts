import { StageView } from '@waybill/backstage-plugin-waybill-common';

/** Freight that stays in a Stage for a while before it may go on. */
export interface Soak {
  /** Where it will go after that. */
  target: string;
  /** ISO 8601 */
  until: string;
  /** Of the required time, 0 to 1. */
  done: number;
}

/** The soak that runs out first of what this Stage runs now; by the gates of the Stages behind it. */
export function soakOf(
  stage: StageView,
  stages: StageView[],
  now: number,
): Soak | undefined {
  const here = new Set(stage.current.map(current => current.freight));
  const soaks = stages.flatMap(target => {
    const request = target.requests.find(r => r.stages.includes(stage.name));
    const gate = target.next?.gates.find(g => g.code === 'Soaking' && g.until);
    if (!request?.requiredSoakSeconds || !gate?.until) return [];
    if (!target.next || !here.has(target.next.freight)) return [];
    const left = Date.parse(gate.until) - now;
    if (left <= 0) return [];
    const done = 1 - left / (request.requiredSoakSeconds * 1000);
    return [
      {
        target: target.name,
        until: gate.until,
        done: Math.min(1, Math.max(0, done)),
      },
    ];
  });
  return soaks.sort((a, b) => Date.parse(a.until) - Date.parse(b.until))[0];
}

import { ServiceUnavailableError } from '@backstage/errors';
import { AnalysisRunsPort } from '@waybill/backstage-plugin-waybill-backend/src/ports';
import { Owner } from '../kernel/Owner';
import { Outside } from '../outside/Outside';
import { PortCall, PortCalls } from './PortCalls';

/** AnalysisRuns over the wire. */
export function createAnalysisRunsPort(
  outside: Outside,
  calls: PortCalls,
  owner: Owner,
): AnalysisRunsPort {
  const { analysisRuns } = outside;
  const call = <T>(
    of: Pick<PortCall<T>, 'what' | 'effect' | 'run' | 'signal'>,
  ): Promise<T> =>
    calls.call({
      ...of,
      owner,
      port: 'rollouts',
      unanswered: why => new ServiceUnavailableError(why),
    });
  return {
    getTemplate: ({ name }, signal) =>
      call({
        what: `get template ${name}`,
        effect: false,
        signal,
        run: () => analysisRuns.template(),
      }),
    get: ({ name }, signal) =>
      call({
        what: `get ${name}`,
        effect: false,
        signal,
        run: () => analysisRuns.get(name),
      }),
    create(run, signal) {
      const { name } = run;
      const sentAt = calls.scheduler.now;
      return call({
        what: `create ${name}`,
        effect: true,
        signal,
        run() {
          const { verification, answer } = analysisRuns.create(run, sentAt);
          outside.happened(
            { type: 'analysis-run', name, verification },
            undefined,
          );
          return answer;
        },
      });
    },
    terminate: ({ name }, signal) =>
      call({
        what: `terminate ${name}`,
        effect: true,
        signal,
        run: () => analysisRuns.terminate(name),
      }),
  };
}

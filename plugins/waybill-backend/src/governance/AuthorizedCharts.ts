import { NotAllowedError } from '@backstage/errors';
import {
  ChartAccess,
  ChartsPort,
} from '@waybill/backstage-plugin-waybill-node';
import { ChartLook, ChartRepositoryPort } from '../ports';
import { HttpAccess } from './createHttpAccess';

/**
 * Chart repositories, as far as the platform lets one pipeline's steps ask them: those that `waybill.registries` names, and addresses that
 * it may GET.
 */
export class AuthorizedCharts implements ChartsPort {
  constructor(
    private readonly charts: ChartRepositoryPort,
    private readonly pipelineId: string,
    private readonly access: HttpAccess,
  ) {}

  async listVersions(options: ChartAccess): Promise<string[]> {
    const answer = await this.charts.listVersions(this.look(options));
    return answer.status === 'read' ? answer.versions : [];
  }

  async download({
    version,
    limitBytes,
    ...options
  }: Parameters<ChartsPort['download']>[0]): Promise<Buffer> {
    return this.charts.download({
      ...this.look(options),
      version,
      limitBytes,
    });
  }

  private look({ repository, name, signal }: ChartAccess): ChartLook {
    return {
      repoURL: repository,
      name,
      pipelineId: this.pipelineId,
      signal,
      mayAsk: url => {
        const look = this.access.look('GET', url.href);
        if ('refused' in look) {
          throw new NotAllowedError(
            `${look.refused}, and so would one of waybill.registries where it is a chart repository`,
          );
        }
        return look.addresses;
      },
    };
  }
}

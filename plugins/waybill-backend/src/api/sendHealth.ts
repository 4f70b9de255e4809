import { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, stringifyError } from '@backstage/errors';
import { HealthView } from '@waybill/backstage-plugin-waybill-common';
import { Response } from 'express';

/** 200 or 503. Anybody may ask, so it names nothing; why the database does not answer is in the log. */
export async function sendHealth(
  response: Response,
  options: { health(): Promise<HealthView>; logger: LoggerService },
) {
  const health = await options.health().catch(error => {
    options.logger.error(`Health is not known: ${stringifyError(error)}`);
    throw new ServiceUnavailableError('The database does not answer');
  });
  response.status(health.status === 'ok' ? 200 : 503).json(health);
}

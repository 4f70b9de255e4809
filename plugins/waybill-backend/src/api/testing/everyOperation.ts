import { paths } from '../schema/paths';

/** One operation of the API's description, as a request that it accepts. */
export interface OperationRequest {
  id: string;
  method: 'get' | 'post';
  path: string;
  body?: object;
}

const BODIES: Record<string, object> = {
  validatePipeline: { text: 'kind: Stage' },
  approve: { freight: 'f' },
  preview: { freight: 'f' },
  promote: { freight: 'f' },
  rollback: { reason: 'because' },
  hold: { reason: 'because' },
  resume: {},
  abortPromotion: {},
  retryPromotion: { from: 'start' },
  reviewPromotion: { decision: 'approve' },
};

interface Described {
  operationId: string;
  parameters: { name: string; in: string; required: boolean }[];
  requestBody?: object;
}

/** Every operation, with these values in its path. */
export function everyOperation(
  values: Record<string, string>,
): OperationRequest[] {
  return Object.entries(paths).flatMap(([template, operations]) =>
    Object.entries(operations as Record<string, Described>).map(
      ([method, { operationId, parameters, requestBody }]) => {
        const path = template.replace(/\{(\w+)\}/g, (_, key) => values[key]);
        const query = parameters
          .filter(it => it.in === 'query' && it.required)
          .map(it => `${it.name}=x`)
          .join('&');
        if (requestBody && !BODIES[operationId]) {
          throw new Error(`No body for ${operationId} yet`);
        }
        return {
          id: operationId,
          method: method as 'get' | 'post',
          path: query ? `${path}?${query}` : path,
          body: requestBody && BODIES[operationId],
        };
      },
    ),
  );
}

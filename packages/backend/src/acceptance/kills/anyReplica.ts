import { Replica } from './Replica';

/** A call that whoever is alive answers, asked again until somebody does. */
export async function anyReplica<T>(
  replicas: readonly Replica[],
  token: string,
  request: { method: string; path: string; body?: object; key?: string },
): Promise<{ status: number; body: T }> {
  const deadline = Date.now() + 180_000;
  for (let turn = Math.floor(Math.random() * replicas.length); ; turn += 1) {
    const { url } = replicas[turn % replicas.length];
    try {
      const response = await fetch(`${url}${request.path}`, {
        method: request.method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(request.body ? { 'content-type': 'application/json' } : {}),
          ...(request.key ? { 'idempotency-key': request.key } : {}),
        },
        body: request.body && JSON.stringify(request.body),
        signal: AbortSignal.timeout(15_000),
      });
      const text = await response.text();
      // One that is just starting knows nobody yet.
      if (response.status < 500 && ![401, 404].includes(response.status)) {
        return {
          status: response.status,
          body: (text ? JSON.parse(text) : undefined) as T,
        };
      }
    } catch {
      // Killed; the next one.
    }
    if (Date.now() > deadline) {
      throw new Error(`Nobody answers ${request.method} ${request.path}`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

import { home } from './paths.mjs';

const port = (name, standard) => {
  const text = process.env[name] || String(standard);
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 65535) {
    throw new Error(
      `${name} must be a port number between 1 and 65535, it is '${text}'`,
    );
  }
  return value;
};

/** Everything that environment variables may move, with its default; the README lists them. */
export function readSettings() {
  const ports = {
    backend: port('WAYBILL_PORT', 7007),
    registry: port('WAYBILL_REGISTRY_PORT', 7010),
    git: port('WAYBILL_GIT_PORT', 7011),
    argo: port('WAYBILL_ARGO_PORT', 7012),
    github: port('WAYBILL_GITHUB_PORT', 7013),
  };
  const registryUrl = process.env.WAYBILL_REGISTRY_URL || '';
  const token = process.env.WAYBILL_TOKEN || '';
  if (token && !/^\S{8,}$/.test(token)) {
    throw new Error(
      `WAYBILL_TOKEN must have at least 8 characters and no spaces, it has ${token.length}`,
    );
  }
  return {
    ports,
    headless: process.env.WAYBILL_HEADLESS === '1',
    token,
    database: process.env.WAYBILL_DB || '',
    registryUrl,
    environment: {
      WAYBILL_HOME: home,
      WAYBILL_PORT: String(ports.backend),
      WAYBILL_REGISTRY_PORT: String(ports.registry),
      WAYBILL_GIT_PORT: String(ports.git),
      WAYBILL_ARGO_PORT: String(ports.argo),
      WAYBILL_GITHUB_PORT: String(ports.github),
      WAYBILL_REGISTRY_ENDPOINT:
        registryUrl || `http://localhost:${ports.registry}`,
    },
  };
}

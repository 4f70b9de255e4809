import { isAbsolute } from 'node:path';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ToolName } from '@waybill/backstage-plugin-waybill-node';

export interface ToolsConfig {
  network: boolean;
  /** Absolute; of those that are configured. */
  paths: Partial<Record<ToolName, string>>;
}

const TOOLS: ToolName[] = ['kustomize', 'helm', 'jsonnet'];

/** Reads `waybill.tools`. */
export function readToolsConfig(config: Config): ToolsConfig {
  const tools = config.getOptionalConfig('waybill.tools');
  const paths: ToolsConfig['paths'] = {};
  for (const tool of TOOLS) {
    const path = tools?.getOptionalString(`${tool}.path`);
    if (path !== undefined && !isAbsolute(path)) {
      throw new InputError(
        `waybill.tools.${tool}.path must be an absolute path, found "${path}"`,
      );
    }
    if (path !== undefined) {
      paths[tool] = path;
    }
  }
  return { network: tools?.getOptionalBoolean('network') ?? false, paths };
}

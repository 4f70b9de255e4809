import { InputError } from '@backstage/errors';
import { VerificationDefinition } from '@waybill/backstage-plugin-waybill-common';
import {
  AnalysisTemplate,
  analysisTemplateSchema,
} from './analysisTemplateSchema';

/** How many templates one verification may come to, those that others refer to included. */
const LIMIT = 50;

type Reference = VerificationDefinition['analysisTemplates'][number];

/**
 * Reads the templates that a Stage names, and those that these refer to, each once: first AnalysisTemplates, then
 * ClusterAnalysisTemplates, as Kargo orders them.
 *
 * @remarks Kargo leaves out those that templates refer to; Rollouts does not.
 * @param getTemplate - answers the spec of one; undefined: there is none
 */
export async function collectTemplates(
  references: readonly Reference[],
  getTemplate: (reference: Reference) => Promise<unknown>,
): Promise<AnalysisTemplate[]> {
  const found = new Map<string, Reference & { template: AnalysisTemplate }>();
  const open = [...references];
  for (let next = open.shift(); next; next = open.shift()) {
    const { kind, name } = next;
    const key = `${kind} "${name}"`;
    if (found.has(key)) {
      continue;
    }
    if (found.size === LIMIT) {
      throw new InputError(
        `Its analysis templates refer to more than ${LIMIT} templates`,
      );
    }
    const template = read(key, await getTemplate(next));
    found.set(key, { ...next, template });
    open.push(
      ...template.templates.map(
        ({ templateName, clusterScope }): Reference => ({
          kind: clusterScope ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate',
          name: templateName,
        }),
      ),
    );
  }
  const all = [...found.values()];
  const of = (wanted: Reference['kind']) =>
    all.filter(({ kind }) => kind === wanted).map(({ template }) => template);
  return [...of('AnalysisTemplate'), ...of('ClusterAnalysisTemplate')];
}

function read(what: string, spec: unknown): AnalysisTemplate {
  if (spec === undefined) {
    throw new InputError(`There is no ${what}`);
  }
  const { data, error } = analysisTemplateSchema.safeParse(spec);
  if (!data) {
    const [{ path, message }] = error.issues;
    throw new InputError(
      `${what} cannot be used: spec.${path.join('.')}: ${message}`,
    );
  }
  return data;
}

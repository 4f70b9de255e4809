import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { ConfiguredValues } from '../ports';
import { planPromotion } from './planPromotion';
import { REMOVED_SECRET } from './redaction/removedSecret';
import { builtInSteps } from './steps';
import {
  promotionOf,
  promotionWorld,
  REPO,
  step,
} from './testing/promotionWorld';

const TOKEN = 'ghp_0123456789abcdef';
const VALUES: ConfiguredValues = {
  secret: name => (name === 'github' ? { token: TOKEN } : undefined),
  sharedSecret: () => undefined,
  configMap: name => (name === 'urls' ? { jira: 'https://jira' } : undefined),
  sharedConfigMap: () => undefined,
  secretValues: () => [TOKEN],
};

/** Tells all it is given, in every way a step can tell something. */
function tellingStep() {
  const given: JsonObject[] = [];
  const telling: StepDefinition<{ token: string; fail?: boolean }> = {
    id: 'tell',
    schema: z.strictObject({ token: z.string(), fail: z.boolean().optional() }),
    kind: 'outside',
    usesWorkspace: false,
    async plan(_, { token }) {
      return {
        summary: `tell ${token}`,
        effects: [{ token }],
        output: { token },
      };
    },
    async run(context, config) {
      given.push(config);
      const { token } = config;
      context.logger.info(`telling ${token}`);
      await context.record.note({ token });
      if (config.fail) {
        throw new Error(`cannot tell ${token}`);
      }
      return {
        status: 'Succeeded',
        message: `told ${token}`,
        output: { token, said: `it is ${token}` },
        healthChecks: [{ uses: 'tell', config: { token } }],
      };
    },
  };
  return { telling: telling as StepDefinition, given };
}

function worldOf(
  steps: ReturnType<typeof step>[],
  files: Record<string, string> = {},
) {
  const { telling, given } = tellingStep();
  const world = promotionWorld({
    files,
    record: promotionOf(steps),
    steps: [telling],
  });
  world.values = VALUES;
  return { world, given, telling };
}
const tell = (config: JsonObject, as = 'tell') => step('tell', config, { as });
const secret = "${{ secret('github').token }}";

describe('what secret() gives', () => {
  it('reaches the step, and nothing that is kept', async () => {
    const { world, given } = worldOf([tell({ token: secret })]);
    const end = await world.finish();
    expect(given).toEqual([{ token: TOKEN }]);
    expect(end.phase).toBe('Succeeded');
    expect(JSON.stringify([end, world.record])).not.toContain(TOKEN);
    expect(world.record.stepStates[0]).toMatchObject({
      message: `told ${REMOVED_SECRET}`,
      output: { token: REMOVED_SECRET, said: `it is ${REMOVED_SECRET}` },
      record: { token: REMOVED_SECRET },
    });
  });

  it('is in no error', async () => {
    const { world } = worldOf([tell({ token: secret, fail: true })]);
    const end = await world.finish();
    expect(end).toMatchObject({
      phase: 'Errored',
      message: expect.stringContaining(`cannot tell ${REMOVED_SECRET}`),
    });
    expect(JSON.stringify(world.record)).not.toContain(TOKEN);
  });

  it('is not to be had through an output, and the step that tries says so', async () => {
    const { world, given } = worldOf([
      tell({ token: secret }),
      tell({ token: '${{ outputs.tell.said }}' }, 'quoting'),
      tell({ token: 'Bearer ${{ outputs.tell.token }}' }, 'using'),
    ]);
    const end = await world.finish();
    expect(given[1]).toEqual({ token: `it is ${REMOVED_SECRET}` });
    expect(given).toHaveLength(2);
    expect(end).toMatchObject({
      phase: 'Errored',
      message: expect.stringContaining('call secret() where it is needed'),
    });
  });

  it('is found in variables as well', async () => {
    const { world, given } = worldOf([
      {
        ...tell({ token: '${{ vars.auth }}' }),
        vars: [{ name: 'auth', value: secret }],
      },
    ]);
    await world.finish();
    expect(given).toEqual([{ token: TOKEN }]);
    expect(JSON.stringify(world.record)).not.toContain(TOKEN);
  });

  it('is not for a pipeline that the platform does not name', async () => {
    const { world, given } = worldOf([
      tell({ token: "${{ secret('other').token }}" }),
    ]);
    const end = await world.finish();
    expect(given).toEqual([]);
    expect(end.message).toContain(
      "an entry of waybill.secrets in the platform's configuration would give it",
    );
  });

  it('is in no preview: no summary, no diff, no error', async () => {
    const { world, telling } = worldOf(
      [
        step('git-clone', { repoURL: REPO, checkout: [{ path: 'src' }] }),
        step('yaml-update', {
          path: 'src/values.yaml',
          updates: [{ key: 'token', value: secret }],
        }),
        step('git-commit', { path: 'src', message: `set ${secret}` }),
        step('git-push', { path: 'src' }),
        tell({ token: secret }),
        tell({ token: `\${{ int('${TOKEN}') }}` }, 'wrong'),
      ],
      { 'values.yaml': 'token: none # of GitHub\n' },
    );
    const plan = await planPromotion(
      {
        steps: [...builtInSteps, telling],
        author: { name: 'Waybill', email: 'waybill@example.com' },
        logger: world.logger,
      },
      {
        promotion: world.record,
        freight: world.freight,
        ports: world,
        values: VALUES,
        now: world.now,
        signal: new AbortController().signal,
        logger: world.logger,
      },
    );
    expect(JSON.stringify(plan)).not.toContain(TOKEN);
    // The one that failed is named as well.
    expect(plan.steps.at(-2)?.summary).toBe(`tell ${REMOVED_SECRET}`);
    expect(JSON.stringify(plan.files)).toContain(`token: ${REMOVED_SECRET}`);
    expect(plan.error).toContain('Step "wrong"');
  });
});

describe('what configMap() gives', () => {
  it('is nothing secret, and may be missing', async () => {
    const { world, given } = worldOf([
      tell({
        token:
          "${{ configMap('urls').jira }} ${{ configMap('none').x ?? 'none' }}",
      }),
    ]);
    await world.finish();
    expect(given).toEqual([{ token: 'https://jira none' }]);
    expect(world.record.stepStates[0].output).toMatchObject({
      token: 'https://jira none',
    });
  });
});

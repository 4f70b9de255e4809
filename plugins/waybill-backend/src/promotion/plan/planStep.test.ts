import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { StepDefinition } from '@waybill/backstage-plugin-waybill-node';
import { z } from 'zod';
import { planPromotion } from '../planPromotion';
import { promotionOf, promotionWorld, step } from '../testing/promotionWorld';

/** Only a run knows what it answers. */
const asking: StepDefinition = {
  id: 'ask',
  schema: z.strictObject({}),
  kind: 'outside',
  usesWorkspace: false,
  plan: async () => ({
    summary: 'ask',
    effects: [],
    unknowns: ['count', 'answer.tag'],
  }),
  run: async () => ({ status: 'Succeeded' }),
};
const seen: unknown[] = [];
const counting = {
  id: 'count',
  schema: z.strictObject({ n: z.number() }),
  kind: 'outside',
  usesWorkspace: false,
  plan: async (_: unknown, config: { n: number }) => {
    seen.push(config);
    return {
      summary: `count to ${config.n}`,
      effects: [config],
      output: { n: config.n },
    };
  },
  run: async () => ({ status: 'Succeeded' }),
} as unknown as StepDefinition;
const naming = {
  ...counting,
  id: 'name',
  schema: z.strictObject({ text: z.string() }),
  plan: async (_: unknown, { text }: { text: string }) => ({
    summary: text,
    effects: [{ text }],
    output: { text },
  }),
} as unknown as StepDefinition;

const ask = step('ask', {});
const count = (n: string, as = 'count') => step('count', { n }, { as });
const name = (text: string, as = 'name') => step('name', { text }, { as });

async function planOf(...steps: ReturnType<typeof step>[]) {
  const definitions = [asking, counting, naming];
  const record = promotionOf([ask, ...steps]);
  const world = promotionWorld({ files: {}, record, steps: definitions });
  return planPromotion(
    {
      steps: definitions,
      author: { name: 'Waybill', email: 'waybill@example.com' },
      logger: world.logger,
    },
    {
      promotion: record,
      freight: world.freight,
      ports: world,
      now: world.now,
      signal: new AbortController().signal,
      logger: world.logger,
    },
  );
}

describe('what only a run can know, in a plan', () => {
  it.each([
    ['${{ outputs.ask.answer.tag }}', '<ask.answer.tag>'],
    ['v${{ outputs.ask.answer.tag }}-x', 'v<ask.answer.tag>-x'],
    ["${{ 'v' + outputs.ask.answer.tag }}", 'v<ask.answer.tag>'],
    ['${{ outputs.ask.answer.tag.deeper?.still }}', '<ask.answer.tag>'],
    ['${{ outputs.ask.count > 3 ? "many" : "few" }}', '<ask.count>'],
    ['${{ upper(outputs.ask.answer.tag) }}', '<ask.answer.tag>'],
    ['${{ semverParse(outputs.ask.answer.tag).Major() }}', '<ask.answer.tag>'],
    ['${{ split(outputs.ask.answer.tag, "-")[0] }}', '<ask.answer.tag>'],
    ['${{ filter([1, 2], # > int(outputs.ask.count)) }}', '<ask.count>'],
    ['${{ quote({"a": [outputs.ask.count]}) }}', '<ask.count>'],
    ['${{ outputs.ask.count ?? 1 }}', '<ask.count>'],
    ['${{ false && outputs.ask.count > 1 ? "a" : "b" }}', 'b'],
    ['${{ outputs.ask.count > 1 || true ? "a" : "b" }}', 'a'],
    ['${{ vars.count }}', '<ask.count>'],
    ['${{ len(vars.count) }}', '<ask.count>'],
  ])('%s is %s', async (template, text) => {
    const plan = await planOf({
      ...name(template),
      vars: [{ name: 'count', value: '${{ outputs.ask.count }}' }],
    });
    expect(plan.error).toBeNull();
    expect(plan.steps[1].summary).toBe(text);
  });

  it('makes a step whose config it is an unknown, and what is read of that step', async () => {
    const plan = await planOf(
      count('${{ int(outputs.ask.count) + 1 }}'),
      count('${{ outputs.count.n * 2 }}', 'twice'),
      name('n is ${{ outputs.twice.whatever }}'),
    );
    expect(plan.error).toBeNull();
    expect(plan.steps.map(({ summary }) => summary)).toEqual([
      'ask',
      'known when it runs',
      'known when it runs',
      'n is <twice.output>',
    ]);
    expect(plan.unknowns).toEqual([
      'the output "count", of step "ask"',
      'the output "answer.tag", of step "ask"',
      'what it puts out, of step "count"',
      'what it puts out, of step "twice"',
    ]);
    expect(plan.hash).not.toBe('');
    expect(seen).toEqual([]);
  });

  it('plans a step whose condition it is as if it ran, and says so', async () => {
    const plan = await planOf({
      ...count('${{ 3 }}'),
      if: '${{ outputs.ask.count > 1 }}',
    });
    expect(plan.steps[1]).toMatchObject({
      summary: 'count to 3',
      outcome: 'conditional',
    });
    expect(plan.unknowns).toContain('whether it runs, of step "count"');
  });

  it('excuses no error of what is known', async () => {
    const config: JsonObject = { n: 'three' };
    const plan = await planOf(step('count', config));
    expect(plan.error).toContain('Step "count": invalid count config');
  });
});

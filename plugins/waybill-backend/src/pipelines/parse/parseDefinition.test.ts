import {
  available,
  DIRECT,
  errorsOf,
  parse,
  stage,
  WAREHOUSE,
} from './__testUtils__/parsing';
import { parseDefinition } from './parseDefinition';

describe('one pipeline', () => {
  it('is one project', () => {
    expect(errorsOf(WAREHOUSE + stage(DIRECT, 's', 'other'))).toEqual([
      '10:33 One pipeline is one project: expected "p" as in the documents before, found "other"',
    ]);
  });

  it('has each name once', () => {
    expect(
      errorsOf(`${WAREHOUSE}${stage(DIRECT)}---\n${stage(DIRECT)}`),
    ).toEqual(['16:19 A Stage "s" stands already in waybill.yaml, line 10']);
  });

  it('has no cycle, whichever form its Stages are written in', () => {
    const upstream = (name: string) =>
      `  subscriptions: { upstreamStages: [{ name: ${name} }] }`;
    const errors = errorsOf(
      `${WAREHOUSE}${stage(upstream('b'), 'a')}---\n${stage(
        '  requestedFreight: [{ origin: { name: w }, sources: { stages: [a] } }]',
        'b',
      )}`,
    );
    expect(errors).toHaveLength(2);
    expect(errors[0]).toMatch(/^12:\d+ Stage "a" would wait for itself/);
  });

  it('says the same of every file of a folder, by its name', () => {
    const { errors } = parseDefinition(
      [
        { path: 'a.yaml', text: WAREHOUSE },
        { path: 'b.yaml', text: stage(`${DIRECT}\n  nope: 1`) },
      ],
      {},
      available,
    );
    expect(errors).toEqual([
      {
        file: 'b.yaml',
        line: 6,
        column: 3,
        message: 'spec: unknown field "nope"',
      },
    ]);
  });
});

describe('the older ways to say something', () => {
  it('reads PromotionPolicy of v0.3, and two for one Stage switch it off', () => {
    const policy = (name: string, on: boolean) =>
      `apiVersion: kargo.akuity.io/v1alpha1\nkind: PromotionPolicy\nmetadata: { name: ${name}, namespace: p }\nstage: s\nenableAutoPromotion: ${on}\n---\n`;
    const policies = (...texts: string[]) =>
      parse(texts.join('') + WAREHOUSE + stage(DIRECT)).definition
        ?.promotionPolicies;
    const on = { stageSelector: { name: 's' }, autoPromotionEnabled: true };
    const off = { ...on, autoPromotionEnabled: false };
    expect(policies(policy('one', true))).toEqual([on]);
    expect(policies(policy('one', true), policy('two', true))).toEqual([
      off,
      off,
    ]);
  });

  it('reads allowTags and ignoreTags of v0.3 as the regular expressions they mean', () => {
    const text = WAREHOUSE.replace(
      'registry.example.com/app }',
      'registry.example.com/app, allowTags: "^1", ignoreTags: [1.0.0] }',
    );
    expect(
      parse(text + stage(DIRECT)).definition?.warehouses[0].subscriptions[0],
    ).toMatchObject({
      allowTagsRegexes: ['^1'],
      ignoreTagsRegexes: ['^1\\.0\\.0$'],
    });
  });

  it('understands the same under its own apiVersion', () => {
    const own = (WAREHOUSE + stage(DIRECT)).replaceAll(
      'kargo.akuity.io/',
      'waybill/',
    );
    expect(parse(own).errors).toEqual([]);
  });
});

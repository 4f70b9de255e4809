import { PipelineView } from '@waybill/backstage-plugin-waybill-common';
import { renderToStaticMarkup } from 'react-dom/server';
import { say } from '../components/Says';
import { englishT } from '../__testUtils__/englishT';
import { guestbook } from '../__testUtils__/guestbook';
import {
  DAY,
  freightId,
  GATES,
  HOUR,
  makeFreight,
  makePromotion,
  makeStage,
  MINUTE,
  request,
  runs,
  SECOND,
  timesBefore,
} from '../__testUtils__/makers';
import { storefront } from '../__testUtils__/storefront';
import { empty } from '../__testUtils__/troubled';
import { describePipeline } from './describePipeline';

const NOW = Date.parse('2025-11-20T14:18:00Z');
const at = timesBefore(NOW);
const t = englishT();

function words(view: PipelineView): string {
  return describePipeline(view, NOW)
    .map(statement => renderToStaticMarkup(say(t, statement, NOW)))
    .join(' ')
    .replace(/<[^>]+>/g, '');
}

/** The storefront with some of its parts replaced. */
function changed(change: Partial<PipelineView>): PipelineView {
  return { ...storefront(NOW), promotions: [], ...change };
}

const newest = makeFreight('2.0.0', 'new-fox', at(3 * HOUR));
const older = makeFreight('1.0.0', 'old-fox', at(9 * DAY));

describe('describePipeline', () => {
  it.each<[string, PipelineView, string]>([
    [
      'a busy day',
      storefront(NOW),
      'prod runs 1.26.0, in place for 3 days and healthy. 1.27.1 soaks in uat for 14 more minutes. ' +
        '1.28.0 arrived 6 minutes ago and is on its way into dev.',
    ],
    [
      'nothing was ever promoted',
      empty(NOW),
      'Waybill has not promoted anything to prod yet.',
    ],
    [
      'trouble upstream, a failed promotion, and a control-flow Stage between',
      guestbook(NOW),
      'prod runs 2.0.0, in place for 4 days and healthy. ' +
        'uat-eu is unhealthy: Application guestbook-uat-eu is Degraded: 1 of 2 replicas ready. ' +
        'The last promotion of 2.1.0 to uat-us failed 19 minutes ago. ' +
        '2.1.0 is ready to go to uat-us.',
    ],
    [
      'everything runs the newest',
      changed({
        freight: [newest, older],
        stages: ['dev', 'prod'].map(name =>
          makeStage(name, { current: runs('2.0.0', at(HOUR)) }),
        ),
      }),
      'Every stage runs 2.0.0.',
    ],
    [
      'two ends of the line that run the same, and one that is empty',
      changed({
        freight: [newest, older],
        stages: [
          makeStage('dev', { current: runs('2.0.0', at(HOUR)) }),
          makeStage('eu', {
            requests: [request('images', ['dev'])],
            current: runs('1.0.0', at(3 * DAY)),
          }),
          makeStage('us', {
            requests: [request('images', ['dev'])],
            current: runs('1.0.0', at(2 * DAY)),
          }),
          makeStage('asia', { requests: [request('images', ['dev'])] }),
        ],
      }),
      'eu and us run 1.0.0, in place for 2 days and healthy. Waybill has not promoted anything to asia yet.',
    ],
    [
      'nothing stands in its way',
      changed({
        freight: [newest, older],
        stages: [
          makeStage('prod', {
            requests: [request('images')],
            current: runs('1.0.0', at(DAY)),
            health: { status: 'Progressing', issues: [] },
            next: { freight: newest.id, gates: [] },
          }),
        ],
      }),
      'prod runs 1.0.0 and is still settling, for 24 hours now. ' +
        '2.0.0 arrived 3 hours ago and is ready to go to prod.',
    ],
    [
      'where it could go soonest, and nothing of where it could not',
      changed({
        freight: [newest],
        stages: [
          makeStage('test', { current: runs('2.0.0', at(HOUR)) }),
          ...['eu', 'us'].map(name =>
            makeStage(name, {
              requests: [request('images', ['test'], 60)],
              next: {
                freight: newest.id,
                gates:
                  name === 'eu' ? [] : [GATES.soaking('test', at(-MINUTE))],
              },
            }),
          ),
          makeStage('prod', {
            requests: [request('images', ['eu', 'us'])],
            next: { freight: newest.id, gates: [GATES.unverified('eu')] },
          }),
        ],
      }),
      'Waybill has not promoted anything to prod yet. 2.0.0 is ready to go to eu.',
    ],
    [
      'only far away: what it takes to come nearer',
      changed({
        freight: [newest],
        stages: [
          makeStage('eu', { current: runs('2.0.0', at(HOUR)) }),
          makeStage('prod', {
            requests: [request('images', ['eu'])],
            next: { freight: newest.id, gates: [GATES.unverified('eu')] },
          }),
        ],
      }),
      'Waybill has not promoted anything to prod yet. 2.0.0 can go to prod once it is verified in eu.',
    ],
    [
      'a failed promotion that the pipeline lists no more',
      changed({
        freight: [newest, older],
        stages: [
          makeStage('prod', {
            current: runs('1.0.0', at(DAY)),
            lastPromotion: {
              id: 'prod.1',
              phase: 'Failed',
              freight: newest.id,
              finishedAt: at(10 * HOUR),
            },
          }),
        ],
        promotions: [makePromotion('test', '2.0.0', at(HOUR))],
      }),
      'prod runs 1.0.0, in place for 24 hours and healthy. ' +
        'The last promotion of 2.0.0 to prod failed 10 hours ago.',
    ],
    [
      'several ways that wait for the same',
      changed({
        freight: [newest],
        stages: [
          makeStage('test', { current: runs('2.0.0', at(HOUR)) }),
          ...['eu', 'us'].map(name =>
            makeStage(name, {
              requests: [request('images', ['test'])],
              next: { freight: newest.id, gates: [GATES.unverified('test')] },
            }),
          ),
        ],
      }),
      'Waybill has not promoted anything to eu and us yet. 2.0.0 can go to eu and us once it is verified in test.',
    ],
    [
      'other gates beside a soak, and an unknown health',
      changed({
        freight: [newest, older],
        stages: [
          makeStage('prod', {
            requests: [request('images', ['uat'], 60)],
            current: runs('1.0.0', at(DAY)),
            health: { status: 'Unknown', issues: [] },
            next: {
              freight: older.id,
              gates: [
                GATES.soaking('uat', at(-MINUTE)),
                { code: 'PromotionRunning', message: 'x', effect: 'wait' },
              ],
            },
          }),
        ],
      }),
      'prod runs 1.0.0, in place for 24 hours; its health is unknown. 1.0.0 waits before prod.',
    ],
    [
      'one Freight on its way into two Stages, a retry that has hidden the failure',
      changed({
        freight: [newest],
        stages: [makeStage('eu'), makeStage('us')],
        promotions: [
          makePromotion('us', '2.0.0', at(5 * SECOND), {
            phase: 'Running',
            finishedAt: null,
          }),
          makePromotion('eu', '2.0.0', at(6 * SECOND), {
            phase: 'Running',
            finishedAt: null,
          }),
          makePromotion('eu', '2.0.0', at(MINUTE), { phase: 'Failed' }),
        ],
      }),
      'Waybill has not promoted anything to eu and us yet. 2.0.0 arrived 3 hours ago and is on its way into us and eu.',
    ],
    [
      'what was not verified, and what can be done; a verification that was ended is no news',
      changed({
        freight: [newest, older],
        stages: [
          makeStage('test', {
            current: runs('2.0.0', at(HOUR)),
            verification: {
              phase: 'Failed',
              finishedAt: at(12 * MINUTE),
              message: 'Metric "smoke" assessed Failed',
            },
          }),
          makeStage('uat', {
            current: runs('1.0.0', at(HOUR)),
            verification: { phase: 'Aborted', finishedAt: at(MINUTE) },
          }),
          makeStage('prod', {
            requests: [request('images', ['test', 'uat'])],
            current: runs('1.0.0', at(DAY)),
            next: { freight: newest.id, gates: [GATES.unverified('test')] },
          }),
        ],
      }),
      'prod runs 1.0.0, in place for 24 hours and healthy. ' +
        'The verification of 2.0.0 in test failed 12 minutes ago: it can be verified again, or test rolled back. ' +
        '2.0.0 can go to prod once it is verified in test and uat.',
    ],
    [
      'what was rolled back, which nobody is urged to promote again',
      changed({
        freight: [newest, older],
        stages: [
          makeStage('prod', {
            requests: [request('images')],
            current: runs('1.0.0', at(DAY)),
            next: {
              freight: newest.id,
              gates: [],
              setback: {
                kind: 'RolledBack',
                promotion: 'prod.1',
                at: at(5 * MINUTE),
                by: { type: 'user', ref: 'user:default/olga' },
                reason: 'checkout <errors>.',
              },
            },
          }),
        ],
      }),
      'prod runs 1.0.0, in place for 24 hours and healthy. ' +
        'prod was rolled back from 2.0.0 5 minutes ago by olga: checkout &lt;errors&gt;.',
    ],
    [
      'two rollbacks from the same Freight, each by its person and for its reason',
      changed({
        freight: [newest, older],
        stages: (['eu', 'us'] as const).map(name =>
          makeStage(name, {
            requests: [request('images')],
            current: runs('1.0.0', at(DAY)),
            next: {
              freight: newest.id,
              gates: [],
              setback: {
                kind: 'RolledBack',
                promotion: `${name}.1`,
                at: at(name === 'eu' ? 5 * MINUTE : HOUR),
                by: {
                  type: 'user',
                  ref: `user:default/${name === 'eu' ? 'dana' : 'olga'}`,
                },
                reason: name === 'eu' ? 'CPU' : null,
              },
            },
          }),
        ),
      }),
      'eu and us run 1.0.0, in place for 24 hours and healthy. ' +
        'eu was rolled back from 2.0.0 5 minutes ago by dana: CPU. ' +
        'us was rolled back from 2.0.0 1 hour ago by olga.',
    ],
    [
      'Freight that nobody has shown us is called by its short ID; rejected Freight is not announced',
      changed({
        freight: [
          {
            ...newest,
            rejected: {
              at: at(1),
              by: { type: 'user', ref: 'u' },
              reason: 'r',
            },
          },
        ],
        stages: [
          makeStage('prod', {
            current: runs('0.9.0', at(HOUR)),
            next: { freight: newest.id, gates: [] },
          }),
        ],
      }),
      `prod runs ${freightId('0.9.0').slice(
        0,
        7,
      )}, in place for 1 hour and healthy.`,
    ],
  ])('%s', (_, view, expected) => {
    expect(words(view)).toBe(expected);
  });

  it('escapes what comes from outside', () => {
    const view = changed({
      stages: [
        makeStage('<b>x</b>', {
          health: { status: 'Unhealthy', issues: ['<img src=x onerror=1>'] },
        }),
      ],
    });
    const html = describePipeline(view, NOW)
      .map(statement => renderToStaticMarkup(say(t, statement, NOW)))
      .join('');
    expect(html).not.toMatch(/<img|<b>/);
  });
});

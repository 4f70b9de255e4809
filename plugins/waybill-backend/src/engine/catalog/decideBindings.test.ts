import { PipelineEntity } from '../../ports';
import { PipelineBinding } from '../../store/operations/pipelines/listBindings';
import { entityOf } from '../../store/testing/fixtures';
import { BindingDecision, decideBindings } from './decideBindings';

const app = entityOf('app');
const other = entityOf('other');
const bound = (
  entity: PipelineEntity,
  overrides: Partial<PipelineBinding> = {},
): PipelineBinding => ({
  pipelineId: `p-${entity.entityRef}`,
  entity,
  project: 'app',
  empty: false,
  gone: false,
  ...overrides,
});
const empty = (entity: PipelineEntity) =>
  bound(entity, { project: undefined, empty: true });
const id = (entity: PipelineEntity) => `p-${entity.entityRef}`;
/** Another name and uid, the same definition. */
const heir = entityOf('heir', { definitionUrl: app.definitionUrl });
const rival = entityOf('rival', { definitionUrl: app.definitionUrl });

describe('decideBindings', () => {
  const cases: [
    string,
    PipelineBinding[],
    PipelineEntity[],
    BindingDecision[],
    { trusted?: boolean; mayHave?: boolean }?,
  ][] = [
    ['nothing changes', [bound(app)], [app], []],
    [
      'fields in another order are no change',
      [bound(app)],
      [Object.fromEntries(Object.entries(app).reverse()) as never],
      [],
    ],
    ['a new entity', [], [app], [{ type: 'create', entity: app }]],
    [
      'one that the catalog tells otherwise about',
      [bound(app)],
      [{ ...app, tags: ['x'] }],
      [{ type: 'bind', pipelineId: id(app), entity: { ...app, tags: ['x'] } }],
    ],
    [
      'one that is gone',
      [bound(app), bound(other)],
      [other],
      [{ type: 'orphan', pipelineId: id(app), entity: app }],
    ],
    ['one that is gone still', [bound(app, { gone: true })], [], []],
    [
      'one that is back',
      [bound(app, { gone: true })],
      [app],
      [{ type: 'bind', pipelineId: id(app), entity: app }],
    ],
    [
      'one that is back under its name with a new uid',
      [bound(app, { gone: true })],
      [{ ...app, uid: 'new' }],
      [{ type: 'bind', pipelineId: id(app), entity: { ...app, uid: 'new' } }],
    ],
    [
      'a new name with the same uid',
      [bound(app)],
      [{ ...other, uid: app.uid }],
      [
        {
          type: 'bind',
          pipelineId: id(app),
          entity: { ...other, uid: app.uid },
        },
      ],
    ],
    [
      'the same uid under the old name as well',
      [bound(app)],
      [app, { ...other, uid: app.uid }],
      [{ type: 'create', entity: { ...other, uid: app.uid } }],
    ],
    [
      'a new name with the same definition',
      [bound(app)],
      [heir],
      [{ type: 'bind', pipelineId: id(app), entity: heir, absorb: undefined }],
    ],
    [
      'a new name long after the old one went',
      [bound(app, { gone: true })],
      [heir],
      [{ type: 'bind', pipelineId: id(app), entity: heir, absorb: undefined }],
    ],
    [
      'a new name that came before the old one went',
      [bound(app), empty(heir)],
      [heir],
      [{ type: 'bind', pipelineId: id(app), entity: heir, absorb: id(heir) }],
    ],
    [
      'a second entity with the same definition',
      [bound(app)],
      [app, heir],
      [{ type: 'create', entity: heir }],
    ],
    [
      'two that could be the heir: neither is',
      [bound(app)],
      [heir, rival],
      [
        { type: 'create', entity: heir },
        { type: 'create', entity: rival },
        { type: 'orphan', pipelineId: id(app), entity: app },
      ],
    ],
    [
      'one that may not have the project',
      [bound(app)],
      [heir],
      [
        { type: 'create', entity: heir },
        { type: 'orphan', pipelineId: id(app), entity: app },
      ],
      { mayHave: false },
    ],
    [
      'one that has a pipeline of its own does not take another',
      [bound(app), bound(heir, { project: 'heir' })],
      [heir],
      [{ type: 'orphan', pipelineId: id(app), entity: app }],
    ],
    [
      'an answer that is not trusted takes nothing away',
      [bound(app), bound(other)],
      [heir],
      [{ type: 'create', entity: heir }],
      { trusted: false },
    ],
  ];

  it.each(cases)('%s', (_, bindings, entities, expected, options = {}) => {
    expect(
      decideBindings(bindings, entities, {
        trusted: options.trusted ?? true,
        mayHave: () => options.mayHave ?? true,
      }),
    ).toEqual(expected);
  });
});

import { makeStage, makeWarehouse, request } from '../__testUtils__/makers';
import { guestbook } from '../__testUtils__/guestbook';
import { layOutStages, Layout } from './layOutStages';

const names = (layout: Layout) =>
  layout.columns.map(column => column.map(node => node.name || '·'));

describe('layOutStages', () => {
  it('places fan-out, fan-in and control-flow Stages by their longest way', () => {
    const view = guestbook(0);
    const layout = layOutStages(view.warehouses, view.stages);
    expect(names(layout)).toEqual([
      ['app'],
      ['test'],
      ['uat-eu', 'uat-us'],
      ['uat-done'],
      ['prod'],
    ]);
    expect(layout.columns[3][0].kind).toBe('control-flow');
    expect(layout.edges).toHaveLength(6);
  });

  it('leads a long edge through the columns between, and only its end has a head', () => {
    const layout = layOutStages(
      [makeWarehouse('images')],
      [
        makeStage('dev', { requests: [request('images')] }),
        makeStage('prod', {
          requests: [request('images', ['dev']), request('images')],
        }),
      ],
    );
    expect(names(layout)).toEqual([['images'], ['dev', '·'], ['prod']]);
    const passage = layout.columns[1][1].id;
    expect(layout.edges).toContainEqual({
      from: 'warehouse:images',
      to: passage,
      arrives: false,
    });
    expect(layout.edges).toContainEqual({
      from: passage,
      to: 'stage:prod',
      arrives: true,
    });
  });

  it('every edge leads from one column to the next, whatever the order of the file', () => {
    const view = guestbook(0);
    const layout = layOutStages(view.warehouses, [...view.stages].reverse());
    const place = new Map(
      layout.columns.flatMap((column, x) =>
        column.map(node => [node.id, x] as const),
      ),
    );
    for (const edge of layout.edges) {
      expect(place.get(edge.to)! - place.get(edge.from)!).toBe(1);
    }
  });

  it('survives what a valid pipeline never is: a circle, a source that does not exist', () => {
    const layout = layOutStages(
      [],
      [
        makeStage('a', { requests: [request('gone', ['b', 'gone'])] }),
        makeStage('b', { requests: [request('gone', ['a'])] }),
      ],
    );
    expect(names(layout).flat().sort()).toEqual(
      expect.arrayContaining(['a', 'b']),
    );
  });
});

import { PipelineView } from '@waybill/backstage-plugin-waybill-common';
import { freightId, MINUTE, SECOND } from '../__testUtils__/makers';
import { storefront } from '../__testUtils__/storefront';
import { gateInputs } from './gateInputs';

const NOW = Date.parse('2025-11-20T14:18:00Z');
const FREIGHT = freightId('1.27.1');
const of = (change: (view: PipelineView) => void = () => {}) => {
  const view = storefront(NOW);
  change(view);
  return gateInputs(view, FREIGHT);
};

describe('gateInputs', () => {
  it.each<[string, (view: PipelineView) => void]>([
    [
      'seconds that a gate counts',
      view => {
        view.stages[2].next!.gates[0].message = 'soaks for 1 s more';
      },
    ],
    [
      'a Warehouse that looks',
      view => {
        view.warehouses[0].lastCheckedAt = new Date(NOW).toISOString();
      },
    ],
    [
      'a step that ends',
      view => {
        view.promotions[0].progress.done += 1;
      },
    ],
    [
      'other Freight that is rejected',
      view => {
        view.freight[0].rejected = view.freight[2].rejected;
      },
    ],
  ])('is the same after %s', (_, change) => {
    expect(of(change)).toBe(of());
  });

  it.each<[string, (view: PipelineView) => void]>([
    [
      'an approval',
      view => {
        view.freight[1].approvedFor = view.freight[5].approvedFor;
      },
    ],
    [
      'a promotion that ends',
      view => {
        view.promotions[0].phase = 'Succeeded';
        view.stages[0].promotions.running = null;
      },
    ],
    [
      'a gate that lifts',
      view => {
        view.stages[2].next!.gates = [];
      },
    ],
    [
      'a Stage that runs something else',
      view => {
        const [current] = view.stages[1].current;
        current.since = new Date(NOW - MINUTE - SECOND).toISOString();
      },
    ],
    [
      'a pipeline that is orphaned',
      view => {
        view.state = 'orphaned';
      },
    ],
  ])('is another one after %s', (_, change) => {
    expect(of(change)).not.toBe(of());
  });
});

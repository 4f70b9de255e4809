import { TestApiProvider } from '@backstage/test-utils';
import {
  GatesView,
  PipelineView,
} from '@waybill/backstage-plugin-waybill-common';
import { act, cleanup, renderHook } from '@testing-library/react';
import { ReactNode } from 'react';
import { freightId, GATES } from '../__testUtils__/makers';
import { guestbook } from '../__testUtils__/guestbook';
import { storefront } from '../__testUtils__/storefront';
import { spied } from '../__testUtils__/tabTest';
import { waybillApiRef } from '../api/waybillApiRef';
import { useGates } from './useGates';

const NOW = Date.parse('2025-11-20T14:18:00Z');
const FREIGHT = freightId('1.27.1');

const later = (ms: number) =>
  act(async () => {
    await jest.advanceTimersByTimeAsync(ms);
  });

function setVisibility(state: 'visible' | 'hidden') {
  Object.defineProperty(document, 'visibilityState', {
    value: state,
    configurable: true,
  });
  document.dispatchEvent(new Event('visibilitychange'));
}

const answer = (...gates: GatesView['gates']): GatesView => ({
  stage: 'prod',
  freight: FREIGHT,
  gates,
});

/** The storefront with another sentence, or another fact, than a moment ago. */
function changed(change: (view: PipelineView) => void) {
  const view = storefront(NOW);
  change(view);
  return view;
}
const nextSecond = () =>
  changed(view => {
    view.stages[2].next!.gates[0].message = 'soaks in uat for 59 s more';
  });
const approved = () =>
  changed(view => {
    view.freight[1].approvedFor = view.freight[5].approvedFor;
  });

function follow(
  getGates: () => Promise<GatesView>,
  first = storefront(NOW),
  stage = 'prod',
) {
  const api = spied({ getGates });
  const wrapper = (props: { children: ReactNode }) => (
    <TestApiProvider apis={[[waybillApiRef, api]]}>
      {props.children}
    </TestApiProvider>
  );
  const { result, rerender } = renderHook(
    ({ view }) => useGates(view, stage, FREIGHT),
    { wrapper, initialProps: { view: first } },
  );
  return { api, result, show: (view: PipelineView) => rerender({ view }) };
}

describe('useGates', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    cleanup();
    setVisibility('visible');
    jest.useRealTimers();
  });

  it('asks again when something has changed, and not for each second that a sentence counts', async () => {
    const { api, result, show } = follow(async () => answer());
    await later(0);
    expect(result.current.gates).toEqual([]);
    show(nextSecond());
    await later(0);
    expect(api.getGates).toHaveBeenCalledTimes(1);
    show(approved());
    await later(0);
    expect(api.getGates).toHaveBeenCalledTimes(2);
  });

  it('asks nothing while the page is hidden', async () => {
    const until = new Date(NOW).toISOString();
    const { api } = follow(async () => answer(GATES.soaking('uat', until)));
    await later(0);
    setVisibility('hidden');
    await later(600_000);
    expect(api.getGates).toHaveBeenCalledTimes(1);
    await act(async () => setVisibility('visible'));
    expect(api.getGates).toHaveBeenCalledTimes(2);
    await later(20_000);
    expect(api.getGates).toHaveBeenCalledTimes(3);
  });

  it('lets a slow answer come before it asks again', async () => {
    let slow: (value: GatesView) => void = () => {};
    const { api, result, show } = follow(
      () =>
        new Promise(resolve => {
          slow = resolve;
        }),
    );
    await later(0);
    show(approved());
    await later(0);
    expect(api.getGates).toHaveBeenCalledTimes(1);
    await act(async () => slow(answer(GATES.unverified('uat'))));
    expect(result.current.gates).toHaveLength(1);
    expect(api.getGates).toHaveBeenCalledTimes(2);
    await act(async () => slow(answer()));
    expect(result.current.gates).toEqual([]);
  });

  it('asks nothing of a control-flow Stage', async () => {
    const { api } = follow(async () => answer(), guestbook(NOW), 'uat-done');
    await later(120_000);
    expect(api.getGates).not.toHaveBeenCalled();
  });
});

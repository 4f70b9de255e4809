import { TestApiProvider } from '@backstage/test-utils';
import {
  FreightView,
  PipelineView,
} from '@waybill/backstage-plugin-waybill-common';
import { act, cleanup, renderHook } from '@testing-library/react';
import { ReactNode } from 'react';
import { makeFreight } from '../__testUtils__/makers';
import { storefront } from '../__testUtils__/storefront';
import { ENTITY, spied } from '../__testUtils__/tabTest';
import { waybillApiRef } from '../api/waybillApiRef';
import { explainError } from '../model/explainError';
import { usePipeline } from './usePipeline';

const of = (day: number, rest: Partial<FreightView> = {}) =>
  makeFreight(`1.0.${day}`, 'a', `2025-11-0${day}T10:00:00Z`, rest);
const page = (
  freight: FreightView[],
  nextFreightCursor: string | null,
  referencedFreight: FreightView[] = [],
): PipelineView => ({
  ...storefront(Date.now()),
  freight,
  nextFreightCursor,
  referencedFreight,
});
const REJECTED = {
  at: '2025-11-06T10:00:00Z',
  by: { type: 'user' as const, ref: 'user:default/olga' },
  reason: 'checkout errors',
};

const later = (ms: number) =>
  act(async () => {
    await jest.advanceTimersByTimeAsync(ms);
  });

function follow(getPipeline: (cursor?: string) => Promise<PipelineView>) {
  const api = spied({
    getPipeline: (_, options) => getPipeline(options?.freightCursor),
  });
  const wrapper = (props: { children: ReactNode }) => (
    <TestApiProvider apis={[[waybillApiRef, api]]}>
      {props.children}
    </TestApiProvider>
  );
  return renderHook(() => usePipeline(ENTITY), { wrapper }).result;
}

describe('usePipeline', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    cleanup();
    jest.useRealTimers();
  });

  it('keeps what new Freight pushes off the newest page, and shows what is known freshest', async () => {
    let newest = page([of(3), of(2)], 'c');
    const result = follow(async cursor =>
      cursor ? page([of(1)], null) : newest,
    );
    await later(0);
    await act(() => result.current.older.load());
    const tags = () => result.current.freight.map(it => it.images[0].tag);
    expect(tags()).toEqual(['1.0.3', '1.0.2', '1.0.1']);

    newest = page([of(4), of(3)], 'd', [of(1, { rejected: REJECTED })]);
    await later(5_000);
    expect(tags()).toEqual(['1.0.4', '1.0.3', '1.0.2', '1.0.1']);
    expect(result.current.freight[3].rejected).toEqual(REJECTED);
    expect(result.current.index.get(of(1).id)?.rejected).toEqual(REJECTED);
    expect(result.current.index.get(of(2).id)).toBeDefined();
  });

  it('takes no answer for an error, and lets older Freight be asked for again', async () => {
    const result = follow(async cursor =>
      cursor ? new Promise(() => {}) : page([of(3), of(2)], 'c'),
    );
    await later(0);
    act(() => {
      result.current.older.load();
    });
    expect(result.current.older.loading).toBe(true);
    await later(30_000);
    expect(result.current.older.loading).toBe(false);
    expect(explainError(result.current.older.error).kind).toBe('noAnswer');
    expect(result.current.older.available).toBe(true);
  });
});

import { screen, within } from '@testing-library/react';
import { WaybillApi } from '@waybill/backstage-plugin-waybill-common';
import { axe } from 'jest-axe';
import { createFixtureApi } from './FixtureApi';
import { Denied } from './renderTab';

export const ENTITY = 'component:default/storefront';
/**
 * As the demo's developer. Answers are remembered by what was asked, across tests: whoever denies
 * something asks about an entity of its own, `storefront.<something>`.
 */
export const developer: Denied = (permission, ref) =>
  permission === 'waybill.freight.approve' || Boolean(ref?.endsWith('/prod'));

/** jsdom lays nothing out, so colours and overlaps are left to the browser's own tests. */
export const violations = (container: Element): ReturnType<typeof axe> =>
  axe(container, { rules: { 'color-contrast': { enabled: false } } });

export function spied(
  change: Partial<WaybillApi> = {},
): jest.Mocked<WaybillApi> {
  const api = { ...createFixtureApi(), ...change };
  for (const key of Object.keys(api) as (keyof WaybillApi)[]) {
    jest.spyOn(api, key);
  }
  return api as jest.Mocked<WaybillApi>;
}

/** What the backend answers instead, as the client throws it. */
export function answer(
  statusCode: number,
  name: string,
  message: string,
  gates?: unknown,
) {
  return Object.assign(new Error(`Request failed with ${statusCode}`), {
    name: 'ResponseError',
    statusCode,
    body: { error: { name, message }, response: { statusCode }, gates },
  });
}

export const card = (stage: string) =>
  screen.findByRole('article', { name: stage });
export const button = async (stage: string, name: RegExp) =>
  within(await card(stage)).findByRole('button', { name });

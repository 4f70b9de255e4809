import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { waybillTranslationRef } from './waybillTranslationRef';
import { WaybillT } from './WaybillT';

/** The words, in the language of the app. */
export function useT(): WaybillT {
  return useTranslationRef(waybillTranslationRef).t;
}

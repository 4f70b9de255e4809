import { TranslationFunction } from '@backstage/core-plugin-api/alpha';
import { waybillTranslationRef } from './waybillTranslationRef';

/** The function that turns a message's key into words. */
export type WaybillT = TranslationFunction<typeof waybillTranslationRef.T>;

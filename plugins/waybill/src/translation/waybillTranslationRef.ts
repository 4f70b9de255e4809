import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { actions } from './messages/actions';
import { changelog } from './messages/changelog';
import { dialogs } from './messages/dialogs';
import { freight } from './messages/freight';
import { overview } from './messages/overview';
import { promotions } from './messages/promotions';
import { reviews } from './messages/reviews';
import { says } from './messages/says';
import { stages } from './messages/stages';
import { states } from './messages/states';
import { time } from './messages/time';

/** All texts of the plugin, in English; other languages hang on this ref. @public */
export const waybillTranslationRef = createTranslationRef({
  id: 'waybill',
  messages: {
    actions,
    changelog,
    dialogs,
    freight,
    overview,
    promotions,
    reviews,
    says,
    stages,
    states,
    time,
  },
});

import {
  readStepAlias,
  StepPlace,
} from '@waybill/backstage-plugin-waybill-common';
import { WaybillT } from '../translation/WaybillT';

/** A step as whoever wrote it knows it: by its name, or else by its place in the file. */
export function stepLabel(t: WaybillT, alias: string): string {
  const { step, task } = readStepAlias(alias);
  const nameOf = (place: StepPlace) =>
    'name' in place
      ? t('promotions.step.named', { name: place.name })
      : t('promotions.step.at', { position: String(place.position) });
  if (!task) return nameOf(step);
  return 'name' in task
    ? t('promotions.step.ofTask', { step: nameOf(step), task: task.name })
    : t('promotions.step.ofTaskAt', {
        step: nameOf(step),
        position: String(task.position),
      });
}

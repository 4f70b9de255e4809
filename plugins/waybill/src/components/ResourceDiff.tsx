import { RenderedResourceView } from '@waybill/backstage-plugin-waybill-common';
import { resourceName } from '../model/resourceName';
import { useT } from '../translation/useT';
import { DiffView } from './DiffView';

/** How one resource of an Application would change. */
export function ResourceDiff(props: {
  resource: RenderedResourceView & { drifted?: boolean };
}) {
  const { resource } = props;
  const t = useT();
  const change = t(`dialogs.promote.rendered.${resource.change}`);
  return (
    <DiffView
      file={{
        path: resourceName(resource),
        branch: resource.drifted
          ? t('dialogs.promote.live.drifted', { change })
          : change,
        repoURL: '',
        diff: resource.diff,
      }}
    />
  );
}

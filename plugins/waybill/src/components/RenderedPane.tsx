import Typography from '@material-ui/core/Typography';
import { RenderedApplicationView } from '@waybill/backstage-plugin-waybill-common';
import { resourceName } from '../model/resourceName';
import { useT } from '../translation/useT';
import { DialogHeading } from './DialogHeading';
import { DiffView } from './DiffView';
import { LinkedText } from './LinkedText';

/** What the changed files come to: the manifests of each Application, resource by resource. */
export function RenderedPane(props: { rendered: RenderedApplicationView[] }) {
  const t = useT();
  const words = {
    added: t('dialogs.promote.rendered.added'),
    changed: t('dialogs.promote.rendered.changed'),
    removed: t('dialogs.promote.rendered.removed'),
  };
  return (
    <>
      {props.rendered.map(application => (
        <section
          key={`${application.namespace}/${application.application}`}
          aria-label={application.application}
        >
          <DialogHeading>{application.application}</DialogHeading>
          {application.notRendered !== null && (
            <>
              <Typography variant="body2" paragraph>
                <LinkedText
                  text={t('dialogs.promote.rendered.not', {
                    message: withFullStop(application.notRendered),
                  })}
                />
              </Typography>
              <Typography variant="body2" paragraph>
                {t('dialogs.promote.rendered.complete')}
              </Typography>
            </>
          )}
          {application.notRendered === null &&
            application.resources.length === 0 && (
              <Typography variant="body2" gutterBottom>
                {t('dialogs.promote.rendered.none')}
              </Typography>
            )}
          {application.resources.map(resource => (
            <DiffView
              key={resourceName(resource) + resource.apiVersion}
              file={{
                path: resourceName(resource),
                branch: words[resource.change],
                repoURL: '',
                diff: resource.diff,
              }}
            />
          ))}
        </section>
      ))}
    </>
  );
}

/** Another sentence follows. */
function withFullStop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

import Typography from '@material-ui/core/Typography';
import { RenderedApplicationView } from '@waybill/backstage-plugin-waybill-common';
import { resourceName } from '../model/resourceName';
import { useT } from '../translation/useT';
import { DialogHeading } from './DialogHeading';
import { LinkedText } from './LinkedText';
import { ResourceDiff } from './ResourceDiff';

/** What the changed files come to: the manifests of each Application, resource by resource. */
export function RenderedPane(props: { rendered: RenderedApplicationView[] }) {
  const t = useT();
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
            <ResourceDiff
              key={resourceName(resource) + resource.apiVersion}
              resource={resource}
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

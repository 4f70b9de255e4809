import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { Preview } from '../hooks/usePreview';
import { explainError } from '../model/explainError';
import { useT } from '../translation/useT';
import { DialogHeading } from './DialogHeading';
import { DiffTabs } from './DiffTabs';
import { DiffView } from './DiffView';
import { ReasonButton } from './ReasonButton';

/** The Git diff of a Promotion, and the rendered one where there is one; without them the Promotion can be asked for all the same. */
export function PreviewPane(props: { preview: Preview }) {
  const { value, error, again } = props.preview;
  const t = useT();
  const problem =
    value?.error ??
    (error === undefined ? undefined : explainError(error).message);
  const files = (
    <>
      {value && !problem && value.files.length === 0 && (
        <Typography variant="body2">{t('dialogs.promote.noFiles')}</Typography>
      )}
      {value?.files.map(file => (
        <DiffView
          key={`${file.repoURL} ${file.branch} ${file.path}`}
          file={file}
        />
      ))}
    </>
  );
  if (value?.rendered?.length && !problem) {
    return <DiffTabs rendered={value.rendered}>{files}</DiffTabs>;
  }
  return (
    <>
      <DialogHeading>{t('dialogs.promote.diff')}</DialogHeading>
      {!value && error === undefined && (
        <div role="status">
          <Typography variant="body2" gutterBottom>
            {t('dialogs.promote.looking')}
          </Typography>
          <LinearProgress aria-label={t('dialogs.promote.looking')} />
        </div>
      )}
      {problem && (
        <div role="status">
          <Typography variant="body2" gutterBottom>
            {t('dialogs.promote.noPreview', { message: problem })}
          </Typography>
          <ReasonButton size="small" variant="outlined" onClick={again}>
            {t('dialogs.promote.lookAgain')}
          </ReasonButton>
        </div>
      )}
      {files}
    </>
  );
}

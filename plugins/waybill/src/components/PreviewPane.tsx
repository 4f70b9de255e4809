import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { AskedChangelog } from '../hooks/useChangelog';
import { Preview } from '../hooks/usePreview';
import { changelogEntries } from '../model/changelogEntries';
import { explainError } from '../model/explainError';
import { useT } from '../translation/useT';
import { ChangelogPane } from './ChangelogPane';
import { ChangelogSummary } from './ChangelogSummary';
import { DialogHeading } from './DialogHeading';
import { DiffTab, DiffTabs } from './DiffTabs';
import { DiffView } from './DiffView';
import { LivePane } from './LivePane';
import { ReasonButton } from './ReasonButton';
import { RenderedPane } from './RenderedPane';

/**
 * The Git diff of a Promotion, the rendered one and what runs where they are known, and the commits that come with it; without them the
 * Promotion can be asked for all the same.
 */
export function PreviewPane(props: {
  preview: Preview;
  changelog: AskedChangelog;
}) {
  const { value, error, anew, again } = props.preview;
  const { changelog } = props;
  const t = useT();
  const [shown, setShown] = useState('git');
  const problem =
    value?.error ??
    (error === undefined ? undefined : explainError(error).message);
  const artifacts = changelog.value?.artifacts ?? [];
  const count =
    changelogEntries(artifacts, 'gained').commits +
    changelogEntries(artifacts, 'lost').commits;

  const git = (
    <>
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
      {value && !problem && anew && (
        <Typography variant="body2" gutterBottom role="status">
          {t('dialogs.promote.anew')}
        </Typography>
      )}
      {value && !problem && value.files.length === 0 && (
        <Typography variant="body2">{t('dialogs.promote.noFiles')}</Typography>
      )}
      {value?.files.map(file => (
        <DiffView
          key={`${file.repoURL} ${file.branch} ${file.path}`}
          file={file}
        />
      ))}
      {value && !problem && (
        <ReasonButton size="small" variant="text" onClick={again}>
          {t('dialogs.promote.lookAgain')}
        </ReasonButton>
      )}
      <ChangelogSummary
        changelog={changelog}
        onMore={() => setShown('commits')}
      />
    </>
  );
  const tabs: DiffTab[] = [
    { value: 'git', label: t('dialogs.promote.diff'), content: git },
  ];
  if (value?.rendered?.length && !problem) {
    tabs.push({
      value: 'rendered',
      label: counted(t('dialogs.promote.rendered.title'), value.rendered),
      content: <RenderedPane rendered={value.rendered} />,
    });
  }
  const isLiveKnown = value?.live?.some(
    one => one.comparedWith !== null || one.notes.length > 0,
  );
  if (value?.live && isLiveKnown && !problem) {
    tabs.push({
      value: 'live',
      label: counted(t('dialogs.promote.live.title'), value.live),
      content: <LivePane live={value.live} />,
    });
  }
  if (changelog.value && artifacts.length > 0) {
    tabs.push({
      value: 'commits',
      label: count > 0 ? t('changelog.allOf', { count }) : t('changelog.all'),
      content: <ChangelogPane changelog={changelog.value} />,
    });
  }
  return tabs.length > 1 ? (
    <DiffTabs
      tabs={tabs}
      shown={tabs.some(tab => tab.value === shown) ? shown : 'git'}
      onShow={setShown}
    />
  ) : (
    <>
      <DialogHeading>{t('dialogs.promote.diff')}</DialogHeading>
      {git}
    </>
  );
}

/** With how many resources would change. */
function counted(title: string, applications: { resources: unknown[] }[]) {
  const count = applications.flatMap(({ resources }) => resources).length;
  return count > 0 ? `${title} (${count})` : title;
}

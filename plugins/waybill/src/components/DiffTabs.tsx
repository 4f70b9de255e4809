import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { makeStyles } from '@material-ui/core/styles';
import { PreviewView } from '@waybill/backstage-plugin-waybill-common';
import { ReactNode, useState } from 'react';
import { useId } from '../hooks/useId';
import { useT } from '../translation/useT';
import { RenderedPane } from './RenderedPane';

const useStyles = makeStyles(theme => ({
  tabs: {
    minHeight: 36,
    marginBottom: theme.spacing(1.5),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  tab: { minHeight: 36, minWidth: 96, padding: theme.spacing(0, 1.5) },
}));

/** The files that change, and what they come to. */
export function DiffTabs(props: {
  rendered: NonNullable<PreviewView['rendered']>;
  children: ReactNode;
}) {
  const classes = useStyles();
  const t = useT();
  const id = useId();
  const [shown, setShown] = useState<'git' | 'rendered'>('git');
  const tab = (value: 'git' | 'rendered', label: string) => (
    <Tab
      className={classes.tab}
      value={value}
      label={label}
      id={`${id}-${value}`}
      aria-controls={`${id}-${value}-panel`}
    />
  );
  const panel = (value: 'git' | 'rendered', content: ReactNode) => (
    <div
      role="tabpanel"
      id={`${id}-${value}-panel`}
      aria-labelledby={`${id}-${value}`}
      hidden={shown !== value}
    >
      {shown === value && content}
    </div>
  );
  return (
    <>
      <Tabs
        className={classes.tabs}
        value={shown}
        onChange={(_event, value) => setShown(value)}
        indicatorColor="primary"
        aria-label={t('dialogs.promote.changes')}
      >
        {tab('git', t('dialogs.promote.diff'))}
        {tab('rendered', t('dialogs.promote.rendered.title'))}
      </Tabs>
      {panel('git', props.children)}
      {panel('rendered', <RenderedPane rendered={props.rendered} />)}
    </>
  );
}

import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';
import { useId } from '../hooks/useId';
import { useT } from '../translation/useT';

const useStyles = makeStyles(theme => ({
  tabs: {
    minHeight: 36,
    marginBottom: theme.spacing(1.5),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  tab: {
    minHeight: 36,
    minWidth: 0,
    padding: 0,
    marginRight: theme.spacing(3),
    textTransform: 'none',
    letterSpacing: 'normal',
    '&[aria-selected="true"]': { fontWeight: 700 },
    // Backstage's dark theme makes it white under white words.
    '&:hover': { backgroundColor: 'transparent' },
  },
}));

/** One side of what a Promotion changes. */
export interface DiffTab {
  value: string;
  label: string;
  content: ReactNode;
}

/** The files that change, what they come to, and what was done for it. */
export function DiffTabs(props: {
  tabs: DiffTab[];
  /** `value` of one of them. */
  shown: string;
  onShow: (value: string) => void;
}) {
  const classes = useStyles();
  const t = useT();
  const id = useId();
  const { tabs, shown } = props;
  return (
    <>
      <Tabs
        className={classes.tabs}
        value={shown}
        onChange={(_event, value) => props.onShow(value)}
        indicatorColor="primary"
        aria-label={t('dialogs.promote.changes')}
      >
        {tabs.map(({ value, label }) => (
          <Tab
            key={value}
            className={classes.tab}
            value={value}
            label={label}
            id={`${id}-${value}`}
            aria-controls={`${id}-${value}-panel`}
          />
        ))}
      </Tabs>
      {tabs.map(({ value, content }) => (
        <div
          key={value}
          role="tabpanel"
          id={`${id}-${value}-panel`}
          aria-labelledby={`${id}-${value}`}
          hidden={shown !== value}
        >
          {shown === value && content}
        </div>
      ))}
    </>
  );
}

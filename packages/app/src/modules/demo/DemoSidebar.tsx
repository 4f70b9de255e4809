import {
  Link,
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarSpace,
  useSidebarOpenState,
} from '@backstage/core-components';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { NavContentComponentProps } from '@backstage/plugin-app-react';
import { makeStyles } from '@material-ui/core/styles';
import MenuIcon from '@material-ui/icons/Menu';
import PersonIcon from '@material-ui/icons/Person';
import { rememberedPerson } from './rememberedPerson';
import { WaybillMark } from './WaybillMark';

const useStyles = makeStyles({
  logo: {
    height: 64,
    display: 'flex',
    alignItems: 'center',
    gap: 12,
    paddingLeft: 22,
    fontWeight: 700,
    fontSize: 16,
    color: '#fff',
    whiteSpace: 'nowrap',
    overflow: 'hidden',
  },
  note: {
    padding: '0 22px 16px',
    fontSize: 12,
    lineHeight: 1.4,
    color: '#c8c8c8',
  },
});

/** The logo, the catalog and the settings: what the demo needs. */
export function DemoSidebar(props: NavContentComponentProps) {
  const classes = useStyles();
  const nav = props.navItems.withComponent(item => (
    <SidebarItem icon={() => item.icon} to={item.href} text={item.title} />
  ));
  const identityApi = useApi(identityApiRef);
  const settings = nav.take('page:user-settings');
  const person = rememberedPerson.get();
  return (
    <Sidebar>
      <Link
        to="/"
        underline="none"
        className={classes.logo}
        aria-label="Waybill demo"
      >
        <WaybillMark />
        <span>Waybill demo</span>
      </Link>
      <DemoNote />
      <SidebarDivider />
      <SidebarGroup label="Menu" icon={<MenuIcon />}>
        {nav.take('page:catalog')}
        {nav.rest({ sortBy: 'title' })}
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      {person && (
        <SidebarItem
          icon={PersonIcon}
          text={`Sign out ${person}`}
          onClick={() => identityApi.signOut()}
        />
      )}
      {settings}
    </Sidebar>
  );
}

/** Says on every page that nothing here is real, where it covers nothing. */
function DemoNote() {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  if (!isOpen) return null;
  return (
    <div className={classes.note} role="note">
      Example data, on this machine only; anyone may be anybody.
    </div>
  );
}

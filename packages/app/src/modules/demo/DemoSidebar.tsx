import {
  Link,
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarSpace,
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
          text={`Not ${person}?`}
          onClick={() => identityApi.signOut()}
        />
      )}
      {settings}
    </Sidebar>
  );
}

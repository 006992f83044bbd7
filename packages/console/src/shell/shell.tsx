import { AppShell, Box, Burger, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useLocation } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useSession } from '../account/use-session.ts';
import { t } from '../messages/index.ts';
import { AccountMenu } from './account-menu.tsx';
import { Brand } from './brand.tsx';
import { ColorSchemeMenu } from './color-scheme-menu.tsx';
import { NoOrganization } from './no-organization.tsx';
import { OrganizationSwitcher } from './organization-switcher.tsx';
import { Rail } from './rail.tsx';
import classes from './shell.module.css';

/** What stands around every page. */
export function Shell() {
  const [opened, { toggle, close }] = useDisclosure();
  const { organization } = useSession();
  const main = useFocusAfterNavigation(close);
  const burger = useRef<HTMLButtonElement>(null);
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !opened) return;
    close();
    burger.current?.focus();
  };
  return (
    <>
      <a className="skip-link" href="#main">
        {t.shell.skip}
      </a>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 240, breakpoint: 'sm', collapsed: { mobile: !opened } }}
        padding={{ base: 'md', sm: 'xl' }}
      >
        <AppShell.Header px="md">
          <Group h="100%" justify="space-between" wrap="nowrap">
            <Group gap="sm" wrap="nowrap">
              <Burger
                ref={burger}
                opened={opened}
                onClick={toggle}
                onKeyDown={closeByKey}
                hiddenFrom="sm"
                size="sm"
                aria-label={t.shell.menu}
                aria-expanded={opened}
              />
              <Brand />
            </Group>
            <Group gap="xs" wrap="nowrap">
              <OrganizationSwitcher />
              <ColorSchemeMenu />
              <AccountMenu />
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar
          p="sm"
          aria-label={t.shell.mainNavigation}
          className={opened ? '' : (classes['closed'] ?? '')}
          onKeyDown={closeByKey}
        >
          <Rail />
        </AppShell.Navbar>
        <AppShell.Main id="main" ref={main} tabIndex={-1}>
          <Box maw={1200}>{organization === null ? <NoOrganization /> : <Outlet />}</Box>
        </AppShell.Main>
      </AppShell>
    </>
  );
}

/** A page change moves the focus to the new page, where a browser's own navigation would have put it. */
function useFocusAfterNavigation(onChange: () => void) {
  const main = useRef<HTMLElement>(null);
  const pathname = useLocation({ select: (location) => location.pathname });
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    onChange();
    main.current?.focus({ preventScroll: true });
  }, [pathname, onChange]);
  return main;
}

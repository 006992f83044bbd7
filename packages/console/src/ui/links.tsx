import { Anchor, Button, type ButtonProps, NavLink } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';

type AnchorButtonProps = ButtonProps & Omit<ComponentPropsWithRef<'a'>, keyof ButtonProps>;

/** Looks like a button, but goes somewhere: so it is a link, which can be opened in another tab. */
function AnchorButton(props: AnchorButtonProps) {
  return <Button component="a" {...props} />;
}

/** Mantine's looks with the router's typed `to`. */
export const AnchorLink = createLink(Anchor<'a'>);
export const ButtonLink = createLink(AnchorButton);
export const RailLink = createLink(NavLink<'a'>);

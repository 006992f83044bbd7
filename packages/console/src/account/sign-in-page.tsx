import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { accountText as text } from '../messages/account.ts';
import { AccountFrame } from './account-frame.tsx';
import { PasswordForm } from './password-form.tsx';
import { SecondFactorForm } from './second-factor-form.tsx';
import { forgetWantedPage } from './wanted-page.ts';

const route = getRouteApi('/sign-in');

export function SignInPage(): ReactNode {
  const wanted = route.useSearch();
  const queries = useQueryClient();
  const router = useRouter();
  const [asksSecond, setAsksSecond] = useState(false);
  const enter = () => {
    queries.clear();
    forgetWantedPage();
    router.history.push(wanted.next ?? router.buildLocation({ to: '/' }).href);
  };
  return (
    <AccountFrame title={asksSecond ? text.secondFactor.title : text.signIn.title}>
      {asksSecond ? (
        <SecondFactorForm onDone={enter} onRestart={() => setAsksSecond(false)} />
      ) : (
        <PasswordForm wanted={wanted} onDone={enter} onSecondFactor={() => setAsksSecond(true)} />
      )}
    </AccountFrame>
  );
}

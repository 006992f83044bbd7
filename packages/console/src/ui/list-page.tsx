import { Box } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { EmptyNote } from './empty-note.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { PageHeader } from './page-header.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface ListPageProps<Item> {
  text: { title: string; about: string; emptyTitle: string; empty: string };
  icon: ReactElement;
  /** As a query has it: undefined until it is there. */
  items: readonly Item[] | undefined;
  error: unknown;
  onRetry: () => void;
  /** What makes one; null for whoever may not. */
  create: ReactElement | null;
  /** How much room to keep while it is fetched. */
  skeleton?: { rows?: number; height?: number };
  /** The list, where there is something in it. */
  children: (items: readonly Item[]) => ReactNode;
}

/** A page about things that people make there. */
export function ListPage<Item>(props: ListPageProps<Item>) {
  const { text, icon, items, error, onRetry, create, skeleton, children } = props;
  const isFetching = items === undefined && error === null;
  // An empty list has it in its midst: until that is known it must not stand where it is just about to leave.
  const beside = isFetching ? <Box style={{ visibility: 'hidden' }}>{create}</Box> : create;
  return (
    <>
      <PageHeader title={text.title} about={text.about} actions={items?.length === 0 ? null : beside} />
      <ProblemAlert error={error} onRetry={onRetry} />
      {isFetching && <ListSkeleton {...skeleton} />}
      {items?.length === 0 && (
        <EmptyNote icon={icon} title={text.emptyTitle} action={create}>
          {text.empty}
        </EmptyNote>
      )}
      {items !== undefined && items.length > 0 && children(items)}
    </>
  );
}

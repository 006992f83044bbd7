import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { EmptyNote } from './empty-note.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { PageHeader } from './page-header.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface ListPageProps<Item> {
  text: { title: string; about: string; create: string; emptyTitle: string; empty: string };
  icon: ReactElement;
  /** As a query has it: undefined until it is there. */
  items: readonly Item[] | undefined;
  error: unknown;
  onRetry: () => void;
  onCreate: () => void;
  /** The list, where there is something in it. */
  children: (items: readonly Item[]) => ReactNode;
}

/** A page about things that people make there. */
export function ListPage<Item>(props: ListPageProps<Item>) {
  const { text, icon, items, error, onRetry, onCreate, children } = props;
  const create = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={onCreate}>
      {text.create}
    </Button>
  );
  return (
    <>
      <PageHeader title={text.title} about={text.about} actions={items?.length === 0 ? null : create} />
      <ProblemAlert error={error} onRetry={onRetry} />
      {items === undefined && error === null && <ListSkeleton />}
      {items?.length === 0 && (
        <EmptyNote icon={icon} title={text.emptyTitle} action={create}>
          {text.empty}
        </EmptyNote>
      )}
      {items !== undefined && items.length > 0 && children(items)}
    </>
  );
}

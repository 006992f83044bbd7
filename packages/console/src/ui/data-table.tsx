import { Table, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSelector } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './data-table.module.css';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** The title is for screen readers only; on a phone it is left out. */
  readonly quiet?: boolean;
  /** On a phone it heads the card, so its title is left out there. */
  readonly heads?: boolean;
  readonly sortable?: boolean;
  /** A word or two, which stay whole beside a long text in another column. */
  readonly short?: boolean;
}

export interface Sort {
  readonly by: string;
  readonly descending: boolean;
}

interface DataTableProps<Row> {
  /** For screen readers. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
}

/** A table that becomes a list of cards on a phone. Roles are spelled out since `display: block` takes them away. */
export function DataTable<Row>({ caption, columns, rows, rowId, sort, onSort }: DataTableProps<Row>) {
  return (
    <div className={classes['scroll']}>
      <Table
        role="table"
        captionSide="top"
        className={classes['table'] ?? ''}
        verticalSpacing="sm"
        highlightOnHover
      >
        <Table.Caption p={0}>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </Table.Caption>
        <Table.Thead role="rowgroup">
          <Table.Tr role="row">
            {columns.map((column) => (
              <Heading key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {rows.map((row) => (
            <Table.Tr key={rowId(row)} role="row">
              {columns.map((column) => (
                <Table.Td
                  key={column.id}
                  role="cell"
                  data-short={column.short}
                  data-label={column.quiet === true || column.heads === true ? '' : column.title}
                >
                  {column.cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface HeadingProps<Row> {
  column: Column<Row>;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}

function Heading<Row>({ column, sort, onSort }: HeadingProps<Row>) {
  if (column.quiet === true) {
    return (
      <Table.Th role="columnheader" scope="col">
        <VisuallyHidden>{column.title}</VisuallyHidden>
      </Table.Th>
    );
  }
  if (column.sortable !== true || sort === undefined || onSort === undefined) {
    return (
      <Table.Th role="columnheader" scope="col">
        {column.title}
      </Table.Th>
    );
  }
  const sorted = sort.by === column.id;
  const Icon = sorted ? (sort.descending ? IconChevronDown : IconChevronUp) : IconSelector;
  const next = { by: column.id, descending: sorted ? !sort.descending : false };
  return (
    <Table.Th
      role="columnheader"
      scope="col"
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
    >
      <UnstyledButton fz="sm" fw={700} onClick={() => onSort(next)}>
        {column.title} <Icon size={14} aria-hidden style={{ verticalAlign: '-2px' }} />
      </UnstyledButton>
    </Table.Th>
  );
}

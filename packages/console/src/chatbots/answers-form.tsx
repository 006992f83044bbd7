import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconBook2, IconPlus, IconSearch } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../messages/index.ts';
import { EmptyNote } from '../ui/empty-note.tsx';
import { ignoreEnter } from '../ui/ignore-enter.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { SaveBar } from '../ui/save-bar.tsx';
import { useFollowingForm } from '../ui/use-following-form.ts';
import { useUndoableSave } from '../ui/use-undoable-save.ts';
import { AnswerFields } from './answer-fields.tsx';
import { type Answer, answersQuery, readAnswers, replaceAnswers } from './chatbots-api.ts';

const text = t.chatbots.answers;
const isBlank = (value: string) => (value.trim() === '' ? text.incomplete : null);

/** All answers of a bot, saved as one. */
export function AnswersForm({ chatbotId, answers }: { chatbotId: string; answers: Answer[] }) {
  const queries = useQueryClient();
  const [search, setSearch] = useState('');
  const form = useFollowingForm({
    source: answers,
    toValues: (saved) => ({ answers: saved.map(withRowId) }),
    validate: { answers: { question: isBlank, answer: isBlank } },
  });
  const save = useUndoableSave({
    read: () => readAnswers(chatbotId),
    write: (body: { answers: Answer[] }) => replaceAnswers(chatbotId, body.answers),
    toBody: (saved) => ({ answers: saved.answers }),
    show: (saved) => queries.setQueryData(answersQuery(chatbotId).queryKey, saved),
    onSaved: (saved) => form.settle(saved.answers),
  });
  const rows = form.values.answers;
  const shown = rows.map((row, index) => ({ row, index })).filter(({ row }) => isMatch(row, search));
  const add = () => {
    setSearch('');
    form.insertListItem('answers', withRowId({ question: '', answer: '' }), 0);
  };
  return (
    <form
      onSubmit={form.onSubmit(
        (values) => save.mutate({ answers: values.answers.map(withoutRowId) }),
        () => setSearch(''),
      )}
    >
      <Stack>
        <Group justify="space-between">
          <TextInput
            aria-label={text.search}
            placeholder={text.search}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            onKeyDown={ignoreEnter}
            flex="1 1 12rem"
            maw={360}
          />
          <Group>
            <Text size="sm" c="dimmed">
              {text.count(rows.length)}
            </Text>
            <Button variant="light" leftSection={<IconPlus size={18} aria-hidden />} onClick={add}>
              {text.add}
            </Button>
          </Group>
        </Group>
        {rows.length === 0 && (
          <EmptyNote icon={<IconBook2 />} title={text.emptyTitle}>
            {text.empty}
          </EmptyNote>
        )}
        {rows.length > 0 && shown.length === 0 && <Text c="dimmed">{text.noMatch}</Text>}
        {shown.map(({ row, index }) => (
          <AnswerFields
            key={row.rowId}
            number={index + 1}
            question={row.question}
            questionProps={form.getInputProps(`answers.${index}.question`)}
            answerProps={form.getInputProps(`answers.${index}.answer`)}
            onRemove={() => form.removeListItem('answers', index)}
          />
        ))}
        <ProblemAlert error={save.error} />
        <SaveBar dirty={form.isDirty()} saving={save.isPending} onUndo={form.reset} />
      </Stack>
    </form>
  );
}

interface AnswerRow extends Answer {
  /** Tells rows apart while they are typed; never sent. */
  readonly rowId: number;
}

let rowCount = 0;

function withRowId(answer: Answer): AnswerRow {
  rowCount += 1;
  return { ...answer, rowId: rowCount };
}

function withoutRowId({ question, answer }: AnswerRow): Answer {
  return { question: question.trim(), answer: answer.trim() };
}

function isMatch({ question, answer }: Answer, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return wanted === '' || `${question}\n${answer}`.toLowerCase().includes(wanted);
}

import { ActionIcon, Group, Paper, Stack, Textarea, TextInput, Tooltip } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import { IconTrash } from '@tabler/icons-react';
import { t } from '../messages/index.ts';

interface AnswerFieldsProps {
  number: number;
  question: string;
  questionProps: GetInputPropsReturnType;
  answerProps: GetInputPropsReturnType;
  onRemove: () => void;
}

export function AnswerFields({ number, question, questionProps, answerProps, onRemove }: AnswerFieldsProps) {
  const text = t.chatbots.answers;
  const removal = text.remove(question.trim() || text.number(number));
  return (
    <Paper withBorder p="md" radius="lg" component="fieldset" aria-label={text.number(number)} m={0}>
      <Group align="flex-start" wrap="nowrap">
        <Stack flex={1} gap="xs">
          <TextInput label={text.question} maxLength={500} {...questionProps} />
          <Textarea
            label={text.answer}
            autosize
            minRows={2}
            maxRows={12}
            maxLength={8_000}
            {...answerProps}
          />
        </Stack>
        <Tooltip label={t.common.remove}>
          <ActionIcon variant="subtle" color="red" mt={24} aria-label={removal} onClick={onRemove}>
            <IconTrash size={18} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Paper>
  );
}

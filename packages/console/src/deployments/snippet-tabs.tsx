import { Alert, Group, ScrollArea, Tabs, Text } from '@mantine/core';
import { installText } from '../messages/install.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import type { DeploymentType, Snippet } from './deployments-api.ts';
import { snippetCodes } from './snippet-code.ts';

/** What to paste, for each way of building pages. */
export function SnippetTabs({ snippet, type }: { snippet: Snippet; type: DeploymentType }) {
  const text = installText.snippet;
  const codes = snippetCodes(snippet, type);
  const [first] = codes;
  if (first === undefined) return null;
  return (
    <>
      {!snippet.keyIncluded && first.kind !== 'curl' && <Alert color="yellow">{text.placeholder}</Alert>}
      <Tabs defaultValue={first.kind} keepMounted={false}>
        <ScrollArea type="auto" offsetScrollbars="x" viewportProps={{ tabIndex: -1 }}>
          <Tabs.List aria-label={text.tabs} style={{ flexWrap: 'nowrap' }}>
            {codes.map(({ kind }) => (
              <Tabs.Tab key={kind} value={kind} style={{ whiteSpace: 'nowrap' }}>
                {text.names[kind]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </ScrollArea>
        {codes.map(({ kind, code }) => (
          <Tabs.Panel key={kind} value={kind} pt="sm">
            <Group mb="xs">
              <Text size="sm" c="dimmed">
                {text.help[kind]}
              </Text>
            </Group>
            {code === null ? (
              <Alert color="gray">{text.noManaged}</Alert>
            ) : (
              <CodeBlock code={code} what={text.code} />
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}

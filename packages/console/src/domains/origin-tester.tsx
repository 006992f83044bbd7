import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { domainText as text } from '../messages/domains.ts';
import { ignoreEnter } from '../ui/ignore-enter.ts';
import { AnchorLink } from '../ui/links.tsx';
import { type TestedList, testOrigin } from './test-origin.ts';

interface OriginTesterProps {
  list: TestedList;
  /** Whose saved state can be asked about, step by step. */
  deploymentId?: string;
}

/** Answers before anybody saves: would a page of this address be let in? */
export function OriginTester({ list, deploymentId }: OriginTesterProps) {
  const [typed, setTyped] = useState('');
  const verdict = typed.trim() === '' ? null : testOrigin(typed, list);
  return (
    <div>
      <TextInput
        label={text.tester}
        description={text.testerHelp}
        placeholder={text.testerExample}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={ignoreEnter}
        spellCheck={false}
        autoCapitalize="off"
      />
      <Text
        size="sm"
        mt={6}
        mih="1.4em"
        role="status"
        c={verdict?.passes === false ? 'var(--mantine-color-error)' : 'var(--mantine-color-text)'}
      >
        {verdict?.words}
      </Text>
      {deploymentId !== undefined && verdict?.origin !== undefined && (
        <AnchorLink to="/explain" search={{ deployment: deploymentId, origin: verdict.origin }} size="sm">
          {text.allSteps}
        </AnchorLink>
      )}
    </div>
  );
}

/** All that people read or hear, apart from what the server says. Two objects, so that the loader carries only its own. */
export const launcherStrings = {
  launcher: (chatbotName: string) => `Chat with ${chatbotName}`,
};

export const panelStrings = {
  log: 'Messages',
  composer: 'Your message',
  placeholder: 'Write a message…',
  send: 'Send message',
  close: 'Close chat',
  newConversation: 'New conversation',
  retry: 'Retry',
  privacyPolicy: 'Privacy policy',
  termsOfService: 'Terms of service',
  opensInNewTab: '(opens in a new tab)',
  you: 'You said:',
  botSaid: (chatbotName: string) => `${chatbotName} said:`,
  unreachable: 'No connection to the chat. Check your network and try again.',
  refused: 'The chat is not available on this page at the moment.',
  serverFault: 'Something went wrong on the chat server. Please try again.',
  historyLost: 'The earlier messages could not be loaded.',
};

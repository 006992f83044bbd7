/** The names are public: a deployment overrides single strings by them. */
export const strings = {
  launcher: 'Chat with {name}',
  unread: '{label}, {count} unread',
  log: 'Messages',
  composer: 'Your message',
  placeholder: 'Write a message…',
  send: 'Send message',
  close: 'Close chat',
  newConversation: 'New conversation',
  mute: 'Mute sound',
  unmute: 'Turn sound on',
  retry: 'Retry',
  privacyPolicy: 'Privacy policy',
  termsOfService: 'Terms of service',
  opensInNewTab: '(opens in a new tab)',
  you: 'You said:',
  botSaid: '{name} said:',
  unreachable: 'No connection to the chat. Check your network and try again.',
  offline: 'You are offline. Messages can be sent again once you are back online.',
  refused: 'The chat is not available on this page at the moment.',
  signIn: 'Please sign in to chat.',
  serverFault: 'Something went wrong on the chat server. Please try again.',
  historyLost: 'The earlier messages could not be loaded.',
};

/** Shows words now, and again whenever the language has changed. */
export type Say = (show: () => void) => void;

/** Everything that people read or hear, apart from what the server says. */
export type Strings = { [Name in keyof typeof strings]: string };

// Properties that only modules of the widget use among themselves: the build gives them one-letter names, in the loader
// and in its chunks alike. No name of the API, of the DOM or of the public types may stand here (test/build.test.ts).
export const INTERNAL_NAMES = [
  [
    'accentOf',
    'arriving',
    'base',
    'begin',
    'buildElement',
    'buildIcon',
    'chat',
    'chatHost',
    'config',
    'embed',
    'emit',
    'ending',
    'flagOption',
    'inkOn',
  ],
  ['memory', 'options', 'ownHost', 'parts', 'waiting', 'wishes'],
  ['content', 'ordered', 'piece'],
  ['current', 'failedFor', 'forget', 'isKnown', 'isStale', 'leave', 'renew', 'restore', 'settle', 'startNew'],
  ['failure', 'final', 'onAccepted', 'onText', 'outgoing', 'reference'],
  ['hideNotice', 'setBusy', 'setLocked', 'showAccepted', 'showFailure', 'showHistory', 'showHistoryLost'],
  ['showNotice', 'showOutgoing', 'showReply', 'showWriting'],
  ['draft', 'element', 'fill', 'lines', 'mark', 'scrollToEnd', 'stopWriting'],
].flat();

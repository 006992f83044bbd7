export const rotationText = {
  title: 'Rotate key',
  intro: (label: string) => `${label} gets a new key. The old one is replaced:`,
  grace: 'The old key goes on working',
  options: {
    '0': 'not at all: it ends now',
    '3600': 'for an hour',
    '86400': 'for a day',
    '604800': 'for a week',
    '2592000': 'for 30 days',
  },
  breaksNow:
    'Every page or client that still sends the old key is refused from the moment this is done, until it has the new one.',
  breaksLater:
    'Nothing breaks now. Whatever still sends the old key when the time is over is refused from then on.',
  autoHelp: 'Before its time is over, so that no key stays longer than somebody needs it.',
  seenLately: 'This deployment was used in the last 24 hours.',
  action: 'Rotate',
  doneTitle: 'New key',
  doneNow: 'The old key is refused from now on. Put the new one where it is used.',
  doneLater: (until: string) =>
    `The old key works until ${until}. Put the new one where it is used before then.`,
  everything: {
    title: 'Rotate everything',
    about:
      'Replaces the keys of all active deployments of the organization in one act, for when you do not know what has leaked.',
    grace: 'The old keys go on working',
    effectLater: (count: number) =>
      `${count === 1 ? '1 active deployment gets' : `${count} active deployments get`} a new key. Whatever still sends an old one when the time is over is refused from then on.`,
    effectNow: (count: number) =>
      `${count === 1 ? '1 active deployment gets' : `${count} active deployments get`} a new key. All old keys are refused from the moment this is done: every page loses its chat until it has its new key.`,
    none: 'There is no active deployment, so there is nothing to rotate.',
    counting: 'Counting the deployments',
    confirmWord: 'ROTATE',
    action: 'Rotate all keys',
    working: 'Rotating all keys',
    progress: (rotated: number, count: number) =>
      `${rotated} of ${count} ${count === 1 ? 'deployment' : 'deployments'} rotated`,
    doneTitle: (count: number) =>
      count === 1 ? '1 deployment has a new key' : `${count} deployments have new keys`,
    once: 'This list is shown this once. Download it before you leave the page.',
    leaveWarning: 'The new keys are not downloaded yet.',
    download: 'Download the list',
    deployment: 'Deployment',
    chatbot: 'Chatbot',
    key: 'New key',
    caption: 'New keys',
    fileName: 'wicketgate-new-keys.csv',
  },
};

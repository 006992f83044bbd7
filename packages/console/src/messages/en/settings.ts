export const settingsText = {
  organization: {
    title: 'Organization',
    about: 'What belongs to everyone who works here.',
    name: 'Name',
    quarantine: 'Quarantine misused secret keys',
    quarantineHelp:
      'A secret key that arrives from a browser or in a URL stops working until an owner releases it. Otherwise it is only reported.',
    id: 'Organization ID',
    created: 'Created',
  },
};

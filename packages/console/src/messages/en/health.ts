export const healthText = {
  title: 'Health',
  about: 'What should be looked at, the longest-standing first. Test deployments are left out.',
  fineTitle: 'All is well',
  fine: 'No key is old or unused, and no live deployment is open wider than it should be.',
  caption: (kind: string) => kind,
  columns: { what: 'What', key: 'Key', since: 'Since' },
  kinds: {
    key_old: {
      title: 'Keys older than 90 days',
      about: 'Rotate them: a key that was copied long ago stops working, and nobody else notices.',
    },
    key_unused: {
      title: 'Keys not used for 90 days',
      about: 'What nobody uses, nobody misses. Unused API keys can be deleted in one go.',
    },
    key_retiring_late: {
      title: 'Keys past half of their grace period',
      about: 'Whoever still sends the old key will soon be refused. The deployment shows who that is.',
    },
    localhost_allowed: {
      title: 'Live deployments that allow localhost',
      about: 'Handy while building. On a live deployment, take it out.',
    },
    unrestricted: {
      title: 'Live deployments that anybody may use',
      about: 'Without a restriction the key works from every page. List the domains that may use it.',
    },
    signing_secret_old: {
      title: 'Signing secrets older than a year',
      about: 'Create a second one, change the server over, then revoke the first.',
    },
  } as Readonly<Record<string, { readonly title: string; readonly about: string }>>,
  toApiKeys: 'Choose unused API keys',
};

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
      about:
        'What nobody uses, nobody misses, but whoever finds it can use it. End what is no longer needed.',
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
  unused: {
    selectColumn: 'Select',
    select: (name: string) => `Select ${name}`,
    selectAll: (count: number) => (count === 1 ? 'Select it' : `Select all ${count}`),
    selected: (count: number) => (count === 1 ? '1 selected' : `${count} selected`),
    remove: 'Delete selected',
    title: 'Delete unused keys',
    /** @param names of the first of them, and how many come after those */
    effect: (names: readonly string[], more: number) =>
      `${names.join(', ')}${more === 0 ? '' : ` and ${more} more`}: whatever still sends ${
        names.length + more === 1 ? 'this key' : 'one of these keys'
      } is refused from the moment this is done. This cannot be undone.`,
    action: (count: number) => (count === 1 ? 'Delete 1 key' : `Delete ${count} keys`),
    done: (count: number) => (count === 1 ? 'The key is deleted' : `${count} keys are deleted`),
  },
};

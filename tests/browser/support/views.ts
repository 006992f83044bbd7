/** Each width and each colour scheme once: hardly a rule is about both. EVERY_VIEW=1 is the long form (CONTRIBUTING.md). */
export const VIEWS = [
  { width: 1280, height: 900, colorScheme: 'light' },
  { width: 360, height: 740, colorScheme: 'dark' },
  ...(process.env['EVERY_VIEW'] === '1'
    ? ([
        { width: 1280, height: 900, colorScheme: 'dark' },
        { width: 360, height: 740, colorScheme: 'light' },
      ] as const)
    : []),
] as const;

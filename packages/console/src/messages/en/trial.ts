const calls = (count: number) => (count === 1 ? '1 call' : `${count.toLocaleString('en')} calls`);
const origins = (count: number) => (count === 1 ? '1 origin' : `${count.toLocaleString('en')} origins`);

export const trialText = {
  badge: 'Report-only',
  badgeHelp: (until: string) => `The restriction is only tried until ${until}.`,
  rejections: 'What was rejected',
  replay: {
    title: 'The last 7 days',
    noCalls: 'There were no calls to compare with.',
    none: (all: number) => `It would have refused none of ${calls(all)}.`,
    refused: (from: number, count: number, all: number) =>
      `It would have refused ${origins(from)}, ${calls(count)} of ${calls(all)}.`,
    allUnknown:
      'Addresses are not kept, so nobody can say it of past calls. In report-only mode it is counted from now on.',
    unknown: (count: number) => `Of ${calls(count)} it cannot be told: their origins were counted together.`,
    noOrigin: 'without an origin',
    calls,
    more: (count: number) => `and ${origins(count)} more`,
  },
  field: {
    label: 'Report-only at first',
    help: 'What it would refuse is recorded and not enforced; the restriction before it decides. Then it is in force by itself.',
    days: 'For so many days',
  },
  saved: (until: string) => `Saved. It is only tried until ${until}.`,
  note: {
    title: (until: string) => `Report-only until ${until}`,
    meanwhile: (enforced: string) =>
      `The restriction below is only tried: what it would refuse is recorded. Until then this decides: ${enforced}. Then the one below is in force by itself.`,
    enforcedKinds: {
      none: 'no restriction',
      websites: 'websites',
      ips: 'IP addresses',
    },
    enforce: 'Enforce now',
    enforced: 'The restriction is in force for the very next request.',
    recorded: 'What it would have refused',
  },
};

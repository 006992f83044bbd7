import { toUnicode } from 'tr46';

/**
 * What a host looks like to somebody who reads in passing: two hosts with the same skeleton are easily taken for one
 * another. After the idea of UTS #39 section 4, with a small table of letters that look Latin.
 * @param host lower case, A-labels
 */
export function skeleton(host: string): string {
  const letters = readableHost(host).normalize('NFKD').replace(/\p{M}/gu, '');
  let plain = '';
  for (const letter of letters) plain += LOOKS_LIKE.get(letter) ?? letter;
  return plain.replaceAll('rn', 'm').replaceAll('vv', 'w');
}

/** A-labels as the letters they stand for; as they are where they stand for none. */
export function readableHost(host: string): string {
  if (!host.includes('xn--')) return host;
  const { domain, error } = toUnicode(host, READ_LENIENTLY);
  return error ? host : domain;
}

/** The host was checked when it came in; here it is only shown. */
const READ_LENIENTLY = {
  checkBidi: false,
  checkJoiners: false,
  checkHyphens: false,
  useSTD3ASCIIRules: false,
};

/** Letter by letter: what looks like the letters after the space. */
const LOOKS_LIKE: ReadonlyMap<string, string> = new Map(
  [
    // Cyrillic
    'а a,в b,с c,ԁ d,е e,һ h,н h,і i,ј j,к k,ӏ l,м m,п n,о o,р p,ԛ q,г r,ѕ s,т t,у y,ѵ v,ԝ w,ѡ w,х x,ь b,ԍ g',
    // Greek
    'α a,β b,ς c,ε e,η n,ι i,ϳ j,κ k,ν v,ο o,ρ p,σ o,τ t,υ u,χ x,γ y,ω w,μ u',
    // Latin letters that do not come apart into a letter and a mark
    'ı i,ȷ j,ɑ a,ɡ g,ɩ i,ʟ l,ø o,đ d,ł l,ħ h,ŧ t,ɛ e,æ ae,œ oe,ß ss',
    // Digits
    '0 o,1 l',
  ]
    .join(',')
    .split(',')
    .map((pair) => pair.split(' ') as [string, string]),
);

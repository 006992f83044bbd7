const PREFIXES = [
  'cb_live_',
  'cb_test_',
  'cb_sk_live_',
  'cb_sk_test_',
  'cb_sign_',
  'cbv_',
  'whsec_',
] as const;
const MASK = '••••';
/** Below this many characters after the prefix the last four would give too much away. */
const SHORTEST_BODY = 20;

/**
 * The masked form of a secret: prefix, `••••`, last four (`cb_live_••••abc1`). Text that is none of ours is masked
 * whole, because nothing is known about which part of it is public.
 */
export function keyPreview(text: string): string {
  for (const prefix of PREFIXES) {
    if (text.startsWith(prefix) && text.length >= prefix.length + SHORTEST_BODY) {
      return `${prefix}${MASK}${text.slice(-4)}`;
    }
  }
  return MASK;
}

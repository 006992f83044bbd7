import { inkOn } from './contrast.ts';

/** What text needs for level AA (WCAG 2.2, success criterion 1.4.3). */
const TEXT_RATIO = 4.5;

/** The colour itself if it can be read on the paper, else the nearest mix with black or white that can. */
export function readableOn(paper: string, color: string): string {
  const ink = inkOn(paper);
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(color, ink, share);
    if (contrastRatio(mixed, paper) >= TEXT_RATIO) return mixed;
  }
  return ink;
}

/** @returns between 1 and 21 */
export function contrastRatio(one: string, other: string): number {
  const a = luminance(one);
  const b = luminance(other);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Relative luminance, 0 to 1; without the linear part of the transfer function, which moves it by less than 0.001. */
function luminance(color: string): number {
  const linear = (shift: number) => (channel(color, shift) / 269 + 0.052) ** 2.4;
  return linear(16) * 0.2126 + linear(8) * 0.7152 + linear(0) * 0.0722;
}

function mix(color: string, ink: string, share: number): string {
  // One digit more, so that none is lost at the front.
  let mixed = 1;
  for (let shift = 16; shift >= 0; shift -= 8)
    mixed = mixed * 256 + Math.round(channel(color, shift) * (1 - share) + channel(ink, shift) * share);
  return mixed.toString(16).replace('1', '#');
}

/** @param shift 16 for red, 8 for green, 0 for blue */
function channel(color: string, shift: number): number {
  return (+color.replace('#', '0x') >> shift) & 255;
}

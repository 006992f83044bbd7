/** @returns black or white, whichever is better to read on the colour (`#rrggbb`): at least 4.5:1, as WCAG AA asks */
export function inkOn(color: string): string {
  // Black and white stand out equally from 0.179: both have 4.58:1 there.
  return luminance(color) > 0.179 ? '#000000' : '#ffffff';
}

/**
 * Relative luminance (WCAG 2.2, glossary), 0 to 1; without the linear part of the transfer function, which moves it by
 * less than 0.001.
 */
export function luminance(color: string): number {
  const rgb = +color.replace('#', '0x');
  const linear = (shift: number) => (((rgb >> shift) & 255) / 269 + 0.052) ** 2.4;
  return linear(16) * 0.2126 + linear(8) * 0.7152 + linear(0) * 0.0722;
}

import { rejectionText as text } from '../messages/rejections.ts';
import type { Rejection } from './rejections-api.ts';

/** What the row is called, on the page and to those who hear it. */
export function originLabel({ origin, others }: Pick<Rejection, 'origin' | 'others'>): string {
  if (others) return text.others;
  return origin ?? text.noOrigin;
}

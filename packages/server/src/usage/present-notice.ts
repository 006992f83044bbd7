import { printTime } from '../http/schemas.ts';
import type { NoticeTable } from '../store/schema.ts';

export function presentNotice({ id, kind, at, subject_id, payload }: NoticeTable) {
  return { id, kind, at: printTime(at), subjectId: subject_id, detail: JSON.parse(payload) };
}

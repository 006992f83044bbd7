/**
 * What has to be sent so that something becomes again what it was.
 *
 * @param wanted all fields as they were
 * @param present all fields as they are
 * @returns the fields of `wanted` that `present` has otherwise
 */
export function fieldsThatDiffer<Fields extends object>(wanted: Fields, present: Fields): Partial<Fields> {
  const others = new Map(Object.entries(present).map(([name, value]) => [name, JSON.stringify(value)]));
  const differing = Object.entries(wanted).filter(
    ([name, value]) => JSON.stringify(value) !== others.get(name),
  );
  return Object.fromEntries(differing) as Partial<Fields>;
}

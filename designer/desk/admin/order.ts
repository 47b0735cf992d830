/** The same list with the one at `from` standing at `to`; as it is where there is no such place. */
export function swapped<T>(list: T[], from: number, to: number): T[] {
  if (to < 0 || to >= list.length) return list;
  const moved = [...list];
  moved.splice(to, 0, ...moved.splice(from, 1));
  return moved;
}
